"""The headers that the distribution sends with every page, read from the template, so that the door sends the same."""

import re

from samtranslator.yaml_helper import yaml_parse

from infra.local.paths import TEMPLATE

# The bucket for uploads, as the template names its host; here it lies behind the endpoint of the stack.
_BUCKET = re.compile(r"https://\$\{AWS::StackName\}-uploads-\$\{AWS::AccountId\}\.s3\.\$\{AWS::Region\}\.\$\{AWS::URLSuffix\}")


def of_pages(gateway: int) -> dict[str, str]:
    """Names and values; `gateway` is the port of the stack's endpoint."""
    policy = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))["Resources"]["PagesHeaders"]
    said = policy["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    transport, csp = said["StrictTransportSecurity"], said["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    here, found = _BUCKET.subn(f"http://localhost:{gateway} http://127.0.0.1:{gateway}", csp)
    assert found, "the policy of the pages names the bucket for uploads"
    return {
        "Content-Security-Policy": here,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": said["FrameOptions"]["FrameOption"],
        "Referrer-Policy": said["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}; includeSubDomains",
    }
