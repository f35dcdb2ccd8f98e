"""Expressions of licences are read as SPDX means them."""

import pytest

from tests.check.licences import allowed


@pytest.mark.parametrize("expression", [
    "MIT", "MIT OR Apache-2.0", "MIT/Apache-2.0", "GPL-3.0-only OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0",
    "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", "ISC AND (Apache-2.0 OR ISC)",
])
def test_what_may_be_linked(expression):
    assert allowed(expression)


@pytest.mark.parametrize("expression", ["", "GPL-3.0-only", "GPL-3.0-only AND MIT", "MIT AND", "(MIT", "MIT Apache-2.0", "AGPL-3.0"])
def test_what_may_not(expression):
    assert not allowed(expression)
