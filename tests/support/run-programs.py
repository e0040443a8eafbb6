"""Runs Python programs in one process: a line of JSON names one, a line of JSON tells what it did."""

import base64
import contextlib
import io
import json
import os
import runpy
import sys

answers = sys.stdout
for line in sys.stdin:
    request = json.loads(line)
    os.chdir(request["folder"])
    sys.argv = [request["program"], *request["parameters"]]
    sys.stdin = io.TextIOWrapper(io.BytesIO(request["input"].encode()), encoding="utf-8")
    output = io.BytesIO()
    sys.stdout = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    errors = io.StringIO()
    sys.excepthook = sys.__excepthook__
    status = 0
    with contextlib.redirect_stderr(errors):
        try:
            runpy.run_path(request["program"], run_name="__main__")
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
            if isinstance(ended.code, str):
                print(ended.code, file=sys.stderr)
        except BaseException:
            status = 1
            sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    answer = {
        "status": status,
        "output": base64.b64encode(output.getvalue()).decode(),
        "errors": errors.getvalue(),
    }
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
