"""The token of a run, as the manual has it: an auth provider, so that Schemathesis knows what it may leave out."""

import os

import schemathesis


@schemathesis.auth()
class Token:
    def get(self, case, context):
        return os.environ["TOKEN"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
