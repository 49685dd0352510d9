"""Commands in documentation: ```console blocks, `$ command` and the output that it prints."""
import re
import subprocess


def examples(text):
    """Pairs of command and expected output of all console blocks."""
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        command, output = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command is not None:
                    yield command, "\n".join(output)
                command, output = line[2:], []
            else:
                output.append(line)
        if command is not None:
            yield command, "\n".join(output)


def run(command, folder, port, environment):
    """What the command prints, against a cloud on another port than the documented one."""
    done = subprocess.run(["bash", "-c", command.replace("127.0.0.1:8000", f"127.0.0.1:{port}")], cwd=folder, env=environment,
                          capture_output=True, text=True, timeout=60)
    return done.stdout.rstrip("\n").replace(f"127.0.0.1:{port}", "127.0.0.1:8000")
