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

# One list of what is needed to build, one of what is needed to run, and one place for everything.
def packages(text):
    return {word for word in text.split() if re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", word) and not word.startswith("-")}


def listed(path, beginning, end):
    text = (root / path).read_text()
    start = text.index(beginning)
    return packages(text[start : text.index(end, start)])


runs = [rest for name, rest in steps if name == "RUN"]
building = packages(runs[0].split("--no-install-recommends", 1)[1])
check(building == listed(".ci/run", "libwebsockets-dev", "\n"), "Dockerfile: it builds with other packages than .ci/run")
check(building <= listed("README.md", "libwebsockets-dev", "&&"), "README.md: it builds with other packages than the Dockerfile")
check("swift build --configuration release --static-swift-stdlib --product laurel" in runs[1], "Dockerfile: it builds otherwise than .ci/package")

env_of = dict(pair.split("=", 1) for name, rest in steps if name == "ENV" for pair in rest.split())
port = next(rest for name, rest in steps if name == "EXPOSE")
volume = next(rest for name, rest in steps if name == "VOLUME")
copied = [rest.split()[-1] for name, rest in steps if name == "COPY"]
check(env_of["LAUREL_PORT"] == port, "Dockerfile: another port is exposed than is served")
check(env_of["LAUREL_LISTEN"] == "*", "Dockerfile: nobody outside of the container could connect")
for setting in ("LAUREL_DATABASE", "LAUREL_BACKUP_TO"):
    check(env_of[setting].startswith(volume + "/"), f"Dockerfile: {setting} does not stand in the volume")
for setting in ("LAUREL_PUBLIC", "LAUREL_RULES"):
    check(env_of[setting] in copied, f"Dockerfile: {setting} is not what is copied")

known_keys = {"build", "restart", "ports", "environment", "volumes", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period", "ulimits"}
for name, service in compose["services"].items():
    for key in service:
        check(key in known_keys, f"compose.yaml: {name}: {key} is no key that is used here")
    for published in service["ports"]:
        parts = published.split(":")
        check(len(parts) == 3 and parts[0] == "127.0.0.1", f"compose.yaml: {published} is open to everybody")
        check(parts[-1] == port, f"compose.yaml: {published} leads to another port than {port}")
    check([entry.split(":")[1] for entry in service["volumes"]] == [volume], "compose.yaml: the volume stands elsewhere")
    check(service.get("read_only") is True and service.get("cap_drop") == ["ALL"], "compose.yaml: more is allowed than is needed")
    check(int(service["stop_grace_period"].rstrip("s")) > 10, "compose.yaml: it is ended before it has drained")

# The nodes are what the one server is, with settings of their own; what is not ours has an image.
cluster = yaml.safe_load((here / "compose.cluster.yaml").read_text())
alone = compose["services"]["laurel"]
nodes = {name: service for name, service in cluster["services"].items() if "build" in service}
check(len(nodes) == 3, "compose.cluster.yaml: three nodes")
for name, service in nodes.items():
    for key in ("build", "restart", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period", "ulimits"):
        check(service[key] == alone[key], f"compose.cluster.yaml: {name}: {key} is another than in compose.yaml")
    for setting in service["environment"]:
        check(setting in settings or setting.startswith("PG"), f"compose.cluster.yaml: {setting} is no setting of the program")
    check(service["environment"]["LAUREL_NODE"] == name, f"compose.cluster.yaml: {name} has another node's name")
    check("ports" not in service, f"compose.cluster.yaml: {name} is reached past the proxy")
for name, service in cluster["services"].items():
    check(("build" in service) != ("image" in service), f"compose.cluster.yaml: {name}: neither built nor an image")
    for mounted in service.get("volumes", []):
        check(mounted.split(":")[0] in cluster["volumes"], f"compose.cluster.yaml: no volume {mounted}")
    for config in service.get("configs", []):
        check(config["source"] in cluster["configs"], f"compose.cluster.yaml: no file {config['source']}")
    for published in service.get("ports", []):
        check(published.startswith("127.0.0.1:"), f"compose.cluster.yaml: {published} is open to everybody")
for name in nodes:
    check(f"server {name} {name}:{port}" in cluster["configs"]["proxy"]["content"], f"compose.cluster.yaml: the proxy does not know {name}")
check(any("synchronous_standby_names" in word for word in cluster["services"]["pg1"]["command"]), "compose.cluster.yaml: no synchronous replica")

unit = (here.parent / "debian/laurel.service").read_text()
ours = dict(re.findall(r"^(LAUREL_[A-Z_]+)=(.*)$", env, re.M))
for setting in ("LAUREL_DATABASE", "LAUREL_PUBLIC", "LAUREL_PORT", "LAUREL_BACKUP_TO"):
    check(ours[setting] == env_of[setting], f"Dockerfile: {setting} is not that of the package")
check(f"StateDirectory={volume.rsplit('/', 1)[1]}\n" in unit and f"WorkingDirectory={volume}\n" in unit, "laurel.service: its data stands elsewhere")
limit = re.search(r"^LimitNOFILE=(\d+)$", unit, re.M)
check(limit and all(int(limit[1]) == service["ulimits"]["nofile"] for service in compose["services"].values()), "compose.yaml: other limits than the unit's")

print("\n".join(problems))
sys.exit(1 if problems else 0)
