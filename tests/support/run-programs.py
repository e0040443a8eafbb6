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
    status = 0
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            runpy.run_path(request["program"], run_name="__main__")
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        status = 1
    sys.stdout.flush()
    answer = {"status": status, "output": base64.b64encode(output.getvalue()).decode()}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
