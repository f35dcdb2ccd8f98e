"""Start MiniStack 1.5.33 with what this project needs changed in it; each change with its reason.

Run by the Python of .local/stack as the leader of a process group of its own; all settings come by the environment.
"""

import http.server
import os
import signal
import socketserver
import threading
import time

from ministack import app
from ministack.core import iam_evaluator, lambda_runtime
from ministack.services import lambda_svc, stepfunctions


def quick_runtime_api() -> None:
    """Answer the Lambdas' Runtime API without Nagle's delay: 40 ms of each warm call."""
    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
    http.server.BaseHTTPRequestHandler.wbufsize = -1


def no_wait_for_logs() -> None:
    """Do not wait 50 ms for a first log line from a function that writes none."""
    drain = lambda_runtime.Worker._drain_stderr_bounded

    def drain_what_is_there(worker, first_line_wait=0.0, idle_confirm=0.0, hard_cap=0.05):
        return drain(worker, 0.0, idle_confirm, hard_cap)

    lambda_runtime.Worker._drain_stderr_bounded = drain_what_is_there


def forget_stream_positions() -> None:
    """Read the streams from their start after a restart.

    Stream records are not kept over a stop but positions are, so a mapping would skip as many new records as had been
    read before. From its start means: from the first record written after the restart.
    """
    lambda_svc._restore_esm_positions = lambda store, positions: None


def fail_states_whose_lambda_failed() -> None:
    """A state that waits for its token fails at once when the Lambda that was to get the token failed, as on AWS.

    Swallowed, the error would leave the execution waiting for as long as the state may wait: 360 days.
    """
    call, wait, waiting = stepfunctions._call_lambda, stepfunctions._invoke_with_callback, threading.local()

    def wait_for_token(resource, data, token, state):
        waiting.token = token
        return wait(resource, data, token, state)

    def call_and_tell(function, event):
        token, waiting.token = getattr(waiting, "token", None), None
        try:
            return call(function, event)
        except stepfunctions._ExecutionError as failed:
            told = stepfunctions._task_tokens.get(token)
            if told and not told["event"].is_set():
                told["error"] = {"Error": failed.error, "Cause": failed.cause}
                told["event"].set()
            raise

    stepfunctions._call_lambda, stepfunctions._invoke_with_callback = call_and_tell, wait_for_token


def note_what_is_used() -> None:
    """Note which role used which action on what: tests compare it with what the template grants.

    A line the first time: function, action, resource, with a tab between.
    """
    place = os.environ.get("USED_PERMISSIONS")
    if not place:
        return
    evaluate, known = iam_evaluator.evaluate, set()

    def evaluate_and_note(ctx, *policies):
        result = evaluate(ctx, *policies)
        if result.decision == "Allow":
            use = (ctx.principal_arn.rsplit("/", 1)[-1], ctx.action, ctx.resource_arn)
            if use not in known:
                known.add(use)
                with open(place, "a", encoding="utf-8") as file:
                    file.write("\t".join(use) + "\n")
        return result

    iam_evaluator.evaluate = evaluate_and_note


def end_with_the_starter() -> None:
    """Save and stop when the process that started this one is gone, so that a killed runner leaves nothing behind."""
    starter = os.getppid()

    def watch() -> None:
        while os.getppid() == starter:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    quick_runtime_api()
    no_wait_for_logs()
    forget_stream_positions()
    fail_states_whose_lambda_failed()
    note_what_is_used()
    end_with_the_starter()
    try:
        app.main()
    finally:
        # It leaves its Lambda processes behind; they are all in this group, and state is saved by now.
        os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
