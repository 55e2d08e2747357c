"""Azure CLI: `az rest`, once for each update, with a token in a file of headers and nobody signed in."""

import json
import os
import subprocess
import sys
import tempfile


def main() -> None:
    at = json.loads(sys.stdin.readline())
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "headers.json"), "w", encoding="utf-8") as file:
            json.dump({"Authorization": f"Bearer {at['token']}"}, file)
        # A configuration of its own, which tells nobody of the run.
        environment = {
            **os.environ,
            "AZURE_CONFIG_DIR": os.path.join(folder, "azure"),
            "AZURE_CORE_COLLECT_TELEMETRY": "false",
            "AZURE_CORE_NO_COLOR": "true",
        }
        for line in sys.stdin:
            print(json.dumps(update(folder, environment, at, json.loads(line))), flush=True)


def update(folder: str, environment: dict, at: dict, intent: dict) -> dict:
    """One update, and what came of it."""
    with open(os.path.join(folder, "body.json"), "w", encoding="utf-8") as file:
        json.dump(intent["body"], file)
    ended = subprocess.run(
        [sys.executable, "-m", "azure.cli", "rest", "--method", "patch", "--url", at["root"] + intent["path"]]
        + ["--headers", "@headers.json", "--body", "@body.json", "--only-show-errors", "--output", "json"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if ended.returncode != 0:
        return {"ok": False, "why": ended.stderr.strip()}
    return {"ok": True, "value": json.loads(ended.stdout) if ended.stdout.strip() else None}


main()
