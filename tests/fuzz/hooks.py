"""One more check of the fuzzer's: the code of a refusal is one that the operation names."""

import schemathesis


@schemathesis.check
def problem_code_conformance(ctx, response, case) -> None:
    if response.status_code < 400 or "problem+json" not in response.headers.get("content-type", [""])[0]:
        return
    code, described = response.json().get("code"), case.operation.definition.raw.get("x-problem-codes", [])
    assert code in described, f"{code} is not among the described codes: {', '.join(described)}"
