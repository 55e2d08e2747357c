"""requests, by hand: what a script does that needs no SDK."""

import json
import sys

import requests


def main() -> None:
    at = json.loads(sys.stdin.readline())
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {at['token']}"
    for line in sys.stdin:
        print(json.dumps(update(session, at, json.loads(line))), flush=True)


def update(session: requests.Session, at: dict, intent: dict) -> dict:
    """One update, and what came of it."""
    try:
        answer = session.patch(at["root"] + intent["path"], json=intent["body"], verify=at.get("ca", True), timeout=60)
        answer.raise_for_status()
    except requests.RequestException as error:
        return {"ok": False, "why": str(error)}
    return {"ok": True, "value": answer.json() if answer.content else None}


main()
