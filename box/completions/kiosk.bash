# bash completion for kiosk(1). What there is, it asks the program itself, so that it cannot be out
# of date.

# The words after "kiosk" in the usage of its help.
_kiosk_commands() {
    kiosk --help 2>/dev/null | sed -n 's/^\(usage:\)\{0,1\} *kiosk \([a-z][a-z-]\{1,\}\) .*/\2/p'
}

_kiosk_options() {
    kiosk $1 --help 2>/dev/null | grep -o -- '^ *\(-[a-z], \)\{0,1\}--[a-z-]*' | grep -o -- '--[a-z-]*'
}

# What staff can say: the lines of `kiosk live --help` that begin with a word.
_kiosk_live() {
    kiosk live --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^\([a-z][a-z-]*\).*/\1/p'
}

# The values that an option's line lists: "--renderer KIND  auto (default), gpu or software".
_kiosk_values() {
    case $2 in
    --view | --renderer | --container | --pixels | --alpha | --log-level)
        # A line that is too long goes on in the next one, far to the right.
        kiosk $1 --help 2>/dev/null | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n \{20,\}/ /g' |
            sed -n "s/^ *$2 [A-Z]* *//p" |
            sed 's/.*: //; s/([^)]*)//g; s/ or /, /g; s/, with commas//' | tr -d ' ' | tr ',' ' '
        ;;
    esac
}

_kiosk() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= values
    local commands=$(_kiosk_commands)
    if [ "$COMP_CWORD" -gt 1 ] && printf '%s\n' $commands | grep -qx -- "${COMP_WORDS[1]}"; then
        command=${COMP_WORDS[1]}
    fi
    values=$(_kiosk_values "$command" "$previous")
    if [ -n "$values" ]; then
        COMPREPLY=($(compgen -W "$values" -- "$current"))
    elif [ "${current#-}" != "$current" ]; then
        COMPREPLY=($(compgen -W "$(_kiosk_options "$command")" -- "$current"))
    elif [ "$command" = live ] && [ "$COMP_CWORD" -eq 2 ]; then
        COMPREPLY=($(compgen -W "$(_kiosk_live)" -- "$current"))
    else
        COMPREPLY=($(compgen -f -- "$current"))
        [ "$COMP_CWORD" -ne 1 ] || COMPREPLY+=($(compgen -W "$commands" -- "$current"))
    fi
}

complete -o filenames -F _kiosk kiosk
