"""Attachments (presign-upload, get-upload, download): straight to S3, checked by verify-upload on the S3 event."""

from urllib.parse import unquote

import pytest

from tests.e2e.door import at_once, new_key, refused, wait_for
from tests.e2e.plan_acts import PDF, draws_on

pytestmark = pytest.mark.feature("3.1")


def test_a_file_goes_straight_to_s3_is_checked_and_comes_back_under_its_name(lin):
    form = lin.declares(name="财政批复 (1).pdf")
    assert lin.reads(f"/api/uploads/{form['upload']}")["status"] == "awaited"
    with refused(409, "attachment_not_checked"):
        lin.downloads(form["upload"])
    assert lin.posts(form) == 201
    checked = lin.learns_what_became_of(form)
    assert (checked["status"], checked["status_label"], checked["name"], checked["size"], checked["reason"]) == (
        "checked", "已通过检查", "财政批复 (1).pdf", len(PDF), None)
    file = lin.downloads(form["upload"])
    assert (file.status_code, file.content, file.headers["Content-Type"]) == (200, PDF, "application/pdf")
    # The local S3 does not answer with it; AWS does, since it is signed into the address.
    assert "filename*=UTF-8''%E8%B4%A2" in unquote(file.url)


@pytest.mark.parametrize(("name", "content"), [
    ("批复.pdf", b"MZ\x90\x00 this is a program, whatever its name says"),
    ("照片.png", PDF),
    ("合同.docx", b"PK\x03\x04 a zip, but no document PK\x05\x06"),
])
def test_content_that_is_not_what_its_name_says_is_refused(lin, name, content):
    form = lin.declares(content, name)
    assert lin.posts(form, content) == 201
    upload = lin.learns_what_became_of(form)
    assert (upload["status"], upload["reason"]) == ("refused", "文件内容与文件名的格式不符")
    with refused(409, "attachment_not_checked"):
        lin.downloads(form["upload"])


def test_more_or_less_than_was_declared_is_not_taken(lin):
    form = lin.declares()
    assert lin.posts(form, PDF + b"more") in (400, 403)
    assert lin.posts(form, PDF[:-1]) in (400, 403)
    assert lin.reads(f"/api/uploads/{form['upload']}")["status"] == "awaited"


def test_a_form_takes_one_place_and_one_kind_and_no_other_hand(lin):
    form = lin.declares()
    for changed in ({"key": "incoming/another"}, {"Content-Type": "text/html"}, {"x-amz-signature": "0" * 64}):
        assert lin.posts(form, **changed) in (400, 403), changed
    assert lin.reads(f"/api/uploads/{form['upload']}")["status"] == "awaited"


def test_other_content_of_the_same_size_is_found_by_its_hash(lin):
    form = lin.declares()
    lin.posts(form, PDF.replace(b"Catalog", b"catalog"))
    upload = lin.learns_what_became_of(form)
    assert (upload["status"], upload["reason"]) == ("refused", "文件内容与申报的校验值不一致，请重新上传")


def test_what_is_posted_after_the_check_is_served_to_nobody(lin, stack):
    form = lin.declares()
    lin.posts(form)
    assert lin.learns_what_became_of(form)["status"] == "checked"
    other = PDF.replace(b"Catalog", b"catalog")
    assert lin.posts(form, other) == 201
    s3, key = stack.session.client("s3"), f"incoming/{form['upload']}"
    bucket = stack.resource("UploadsBucket")
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == other
    wait_for("both versions", lambda: len(s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]) == 2)
    assert lin.downloads(form["upload"]).content == PDF
    assert lin.reads(f"/api/uploads/{form['upload']}")["status"] == "checked"


def test_only_who_may_see_the_plan_has_its_attachments(lin, chen, huang, wei, guo, university):
    upload = lin.attaches()
    plan = lin.begins_a_plan(draws_on(lin.has_a_budget()), attachments=[upload])
    assert [each["status"] for each in lin.looks_at(plan)["attachments"]] == ["checked"]
    with refused(404, "not_found"):
        huang.downloads(upload, plan)
    lin.submits(plan, to=huang)
    huang.receives(plan)
    assert huang.downloads(upload, plan).content == PDF
    with refused(404, "not_found"):
        huang.downloads(upload)
    other = university.has_a_plan_at("DemandLead")
    for who, named in ((wei, plan), (guo, plan), (chen, other)):
        with refused(404, "not_found"):
            who.downloads(upload, named)
    with refused(404, "not_found"):
        wei.reads(f"/api/uploads/{upload}")
    university.brings(plan, "FinanceOffice")
    assert guo.downloads(upload, plan).content == PDF


def test_a_plan_takes_its_own_units_checked_attachments_alone(lin, wei, huang):
    foreign, awaited = wei.attaches(), lin.declares()["upload"]
    with refused(400, "invalid_fields") as wrong:
        lin.begins_a_plan(attachments=[foreign, "0" * 32])
    assert wrong.fields == {"attachments[0]": "attachment_unknown", "attachments[1]": "attachment_unknown"}
    plan = lin.begins_a_plan(draws_on(lin.has_a_budget()), attachments=[awaited])
    with refused(400, "invalid_fields") as early:
        lin.submits(plan, to=huang)
    assert early.fields == {"attachments[0]": "attachment_not_checked"}


def test_the_same_declaration_at_once_is_one_upload(lin):
    key = new_key()
    forms = at_once(*[lambda: lin.declares(key=key)] * 8)
    assert len({form["upload"] for form in forms}) == 1
    with refused(409, "idempotency_key_reused"):
        lin.declares(name="另一个.pdf", key=key)


@pytest.mark.parametrize(("more", "field", "code"), [
    ({"name": "批复.exe"}, "name", "file_kind"),
    ({"name": "../批复.pdf"}, "name", "file_kind"),
    ({"size": 0}, "size", "file_size"),
    ({"size": 50 * 1024 * 1024 + 1}, "size", "file_size"),
    ({"sha256": "0"}, "sha256", "invalid_value"),
])
def test_a_declaration_that_is_not_accepted_names_its_field(lin, more, field, code):
    with refused(400, "invalid_fields") as wrong:
        lin.declares(**more)
    assert wrong.fields == {field: code}


def test_a_file_whose_check_never_came_is_told_to_be_sent_again(lin, tables):
    form = lin.declares()
    tables.table("RecordsTable").update_item(
        Key={"pk": f"UPLOAD#{form['upload']}", "sk": "HEAD"}, UpdateExpression="SET created_at = :at",
        ExpressionAttributeValues={":at": "2026-03-01T00:00:00Z"})
    told = lin.reads(f"/api/uploads/{form['upload']}")
    assert (told["status"], told["reason"]) == ("refused", "文件没有传完，或检查没有完成，请移除后重新上传")
    lin.posts(form)
    wait_for("the check that comes after all", lambda: lin.reads(f"/api/uploads/{form['upload']}")["status"] == "checked")


def test_what_was_checked_is_kept_apart_from_what_was_posted(lin, stack):
    good, bad = lin.declares(), lin.declares(b"MZ no document")
    for form, content in ((good, PDF), (bad, b"MZ no document")):
        assert lin.posts(form, content) == 201
        lin.learns_what_became_of(form)
    s3, bucket = stack.session.client("s3"), stack.resource("UploadsBucket")
    kept = [s3.list_objects_v2(Bucket=bucket, Prefix=f"uploads/{form['upload']}")["KeyCount"] for form in (good, bad)]
    assert kept == [1, 0]
