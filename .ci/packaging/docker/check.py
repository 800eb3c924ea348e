"""Reads Dockerfile and compose file as an engine would, as far as that goes without one: every instruction is known, what is copied is
there, stages and users exist, and the settings that are made are settings of the program."""
import json
import pathlib
import re
import sys

import yaml

here = pathlib.Path(__file__).parent
root = here.parent.parent.parent
known = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"}
problems = []


def instructions(text):
    lines = re.sub(r"\\\n\s*", " ", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))).splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def check(condition, message):
    if not condition:
        problems.append(message)


settings = set(re.findall(r"LAUREL_[A-Z_]+", "\n".join(path.read_text() for path in (root / "Sources/laurel").rglob("*.swift"))))
steps = instructions((here / "Dockerfile").read_text())
stages, user = [], None
for name, rest in steps:
    check(name in known, f"Dockerfile: {name} is no instruction that is used here")
    if name == "FROM":
        stages.append(rest.split(" AS ")[-1])
        user = None
    if name == "COPY":
        words = rest.split()
        if words[0].startswith("--from="):
            check(words[0][7:] in stages[:-1], f"Dockerfile: no stage {words[0][7:]}")
        else:
            for source in words[:-1]:
                check((root / source).exists(), f"Dockerfile: {source} is not there")
    if name == "USER":
        user = rest
    if name == "ENV":
        for setting in re.findall(r"(\w+)=", rest):
            check(setting in settings, f"Dockerfile: {setting} is no setting of the program")
    if name in ("CMD",):
        check(isinstance(json.loads(rest), list), f"Dockerfile: {name} is no list")
check(len(stages) == 2 and stages[1] == "debian:12-slim", "Dockerfile: two stages, the second Debian's")
check(user not in (None, "root", "0"), "Dockerfile: it runs as root")
for wanted in ("HEALTHCHECK", "VOLUME", "STOPSIGNAL"):
    check(wanted in {name for name, _ in steps}, f"Dockerfile: no {wanted}")

compose = yaml.safe_load((here / "compose.yaml").read_text())
check(set(compose) == {"services", "volumes"}, "compose.yaml: services and volumes")
for name, service in compose["services"].items():
    context = (here / service["build"]["context"]).resolve()
    check((context / service["build"]["dockerfile"]).exists(), f"compose.yaml: {name}: no Dockerfile")
    for setting in service.get("environment", {}):
        check(setting in settings, f"compose.yaml: {setting} is no setting of the program")
    for volume in service.get("volumes", []):
        check(volume.split(":")[0] in compose["volumes"], f"compose.yaml: no volume {volume}")

env = (here.parent / "debian/laurel.env").read_text()
for setting in re.findall(r"^#?(LAUREL_[A-Z_]+)=", env, re.M):
    check(setting in settings, f"laurel.env: {setting} is no setting of the program")

print("\n".join(problems))
sys.exit(1 if problems else 0)
