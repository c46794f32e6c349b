"""The smallest initial RAM disk that mounts /dev/vda: initrd.py ROOT OUTPUT

busybox, and of the kernel of ROOT the modules that the disk needs, in the order in which they load. The
kernel's command line may say rootflag=ro.
"""
import gzip
import os
import sys

WANTED = ["virtio_pci", "virtio_blk", "ext4", "crc32c_generic"]
INIT = """#!/bin/busybox sh
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sys /sys
/bin/busybox mount -t devtmpfs dev /dev
for module in /m/*; do /bin/busybox insmod $module; done
while [ ! -b /dev/vda ]; do /bin/busybox usleep 100000; done
flag=rw
for word in $(/bin/busybox cat /proc/cmdline); do
    case $word in rootflag=*) flag=${word#rootflag=} ;; esac
done
/bin/busybox mount -t ext4 -o $flag /dev/vda /root
/bin/busybox mount --move /dev /root/dev
/bin/busybox umount /proc
/bin/busybox umount /sys
exec /bin/busybox switch_root /root /sbin/init
"""


def modules(root):
    """Paths below the kernel's folder."""
    folder = f"{root}/lib/modules/{os.listdir(root + '/lib/modules')[0]}"
    depends = {}
    with open(folder + "/modules.dep") as file:
        for line in file:
            path, others = line.strip().split(":")
            depends[path] = others.split()
    by_name = {os.path.basename(path)[:-3].replace("-", "_"): path for path in depends}
    order = []

    def add(path):
        for other in reversed(depends[path]):
            if other not in order:
                add(other)
        if path not in order:
            order.append(path)
    for name in WANTED:
        if name in by_name: # others are in the kernel itself
            add(by_name[name])
    return [f"{folder}/{path}" for path in order]


def entry(name, mode, data=b""):
    """Of a cpio archive ("newc")."""
    head = "070701" + "".join(f"{value:08X}" for value in (
        0, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0))
    text = head.encode() + name.encode() + b"\0"
    text += b"\0" * (-len(text) % 4)
    return text + data + b"\0" * (-len(data) % 4)


def main(root, output):
    archive = b"".join(entry(name, 0o40755) for name in ("bin", "proc", "sys", "dev", "root", "m"))
    with open("/bin/busybox", "rb") as file:
        archive += entry("bin/busybox", 0o100755, file.read())
    for i, path in enumerate(modules(root)):
        with open(path, "rb") as file:
            archive += entry(f"m/{i:02d}-{os.path.basename(path)}", 0o100644, file.read())
    archive += entry("init", 0o100755, INIT.encode()) + entry("TRAILER!!!", 0)
    with open(output, "wb") as file:
        file.write(gzip.compress(archive, 1))


main(*sys.argv[1:])
