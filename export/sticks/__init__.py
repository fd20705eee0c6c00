"""Sticks: media that carry files away. Written so that 可以拔出 is true, looked over, watched.

    write:    carry(source, folder, name, sha256) -> Carried, once the very bytes are on the medium
    look:     examine(folder, known) -> what else lies there
    which:    stick_of(path) -> Stick, with label and serial number
    watch:    MountWatch().sticks(), awaited by poll, compared by inserted(before, after)

Everything refuses by `domain.errors.Refusal` with codes `stick.*`, whose sentences are in
resources/texts/sticks.json. What is read of the machine is told by `Machine`.
"""
