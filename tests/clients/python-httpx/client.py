"""httpx, by hand: what a script does that needs no SDK."""

import json
import ssl
import sys

import httpx


def main() -> None:
    at = json.loads(sys.stdin.readline())
    verify = ssl.create_default_context(cafile=at.get("ca"))
    with httpx.Client(headers={"Authorization": f"Bearer {at['token']}"}, verify=verify, timeout=60) as client:
        for line in sys.stdin:
            print(json.dumps(update(client, at, json.loads(line))), flush=True)


def update(client: httpx.Client, at: dict, intent: dict) -> dict:
    """One update, and what came of it."""
    try:
        answer = client.patch(at["root"] + intent["path"], json=intent["body"])
        answer.raise_for_status()
    except httpx.HTTPError as error:
        return {"ok": False, "why": str(error)}
    return {"ok": True, "value": answer.json() if answer.content else None}


main()
