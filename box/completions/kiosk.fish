# fish completion for kiosk(1): commands and options as the program's own help has them.

function __kiosk_commands
    kiosk --help 2>/dev/null | sed -n 's/^\(usage:\)\{0,1\} *kiosk \([a-z][a-z-]\{1,\}\) .*/\2/p'
end

function __kiosk_options
    set -l words (commandline -opc)
    set -l command
    if set -q words[2]; and contains -- $words[2] (__kiosk_commands)
        set command $words[2]
    end
    kiosk $command --help 2>/dev/null |
        sed -n 's/^ *\(-[a-z], \)\{0,1\}\(--[a-z-]*\) *[A-Z]* *\(.*\)/\2\t\3/p'
end

function __kiosk_live
    kiosk live --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^\([a-z][a-z-]*\).*/\1/p'
end

complete -c kiosk -n __fish_use_subcommand -a '(__kiosk_commands)'
complete -c kiosk -n '__fish_seen_subcommand_from live' -f -a '(__kiosk_live)'
complete -c kiosk -n 'string match -q -- "-*" (commandline -ct)' -a '(__kiosk_options)'
