"""The local stack: infra/template.yaml, deployed by `sam deploy` to MiniStack on this machine.

For tests::

    from infra.local import Stack

    with Stack(demo=True) as stack:          # fresh, free ports, IAM enforced; stopped and wiped at the end
        requests.get(stack.url + "/api/session")          # the HTTP API and the pages, as a browser reaches them
        stack.session.client("dynamodb")                  # boto3 as the account's root, endpoint set
        stack.resource("RecordsTable")                    # physical name by the template's name
        stack.invoke("reconcile", {})                     # a function by its name; its answer, or FunctionFailed
        stack.logs("tasks")                               # what the functions of an area wrote
        stack.restart()                                   # stop and start on the same state; same url

It deploys what lies in target/release (`make build`). Cookies are `Secure`: send them by hand over plain http. A stack takes
some ten seconds to make, so share one for a session of tests. `infra.local.grants.unused(stack)` names what the template
grants and no test needed.
"""

__all__ = ["FunctionFailed", "Stack"]


def __getattr__(name: str):
    # Late, so that what needs no boto3 runs before the tools are set up.
    if name not in __all__:
        raise AttributeError(name)
    from infra.local import stack

    return getattr(stack, name)
