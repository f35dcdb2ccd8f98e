"""Unit prices, in US dollars: us-east-1, on demand, without free tier.

From memory of AWS's public price pages as of November 2025, not fetched: to be checked before anyone budgets by them, and
other for the China regions.
  https://aws.amazon.com/dynamodb/pricing/on-demand/   https://aws.amazon.com/lambda/pricing/
  https://aws.amazon.com/step-functions/pricing/       https://aws.amazon.com/api-gateway/pricing/
  https://aws.amazon.com/cloudwatch/pricing/
"""

MILLION = 1_000_000

READ_UNIT = 0.125 / MILLION
WRITE_UNIT = 0.625 / MILLION
HTTP_CALL = 1.00 / MILLION
INVOCATION = 0.20 / MILLION
GB_SECOND = 0.0000166667  # x86_64, first tier
TRANSITION = 25.00 / MILLION
LOG_GB = 0.50

# What no local run can tell, assumed: warm duration by the 1/7 of a processor that 256 MB get, and log bytes a call.
MEMORY_GB = 0.25
WARM_SECONDS = 0.015
SIGN_IN_SECONDS = 0.15  # one argon2id hash more, 19 ms of a whole processor
LOG_BYTES = 600  # START, END, REPORT and one line of ours
