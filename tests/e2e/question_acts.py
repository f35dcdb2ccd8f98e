"""What people do with supplier questions (3.13)."""

from datetime import timedelta

import requests

from tests.e2e.clock import today
from tests.e2e.door import wait_for

MATTER = {"matter": "评分标准指向特定产品", "facts": "采购文件第三章第2条以某品牌参数计分", "basis": "政府采购法第二十二条第二款"}
ITEM = {"upheld": False, "answer": "评分标准依采购需求设定，三个以上品牌满足", "basis": "采购文件第三章；政府采购需求管理办法第九条"}


def letter(*attachments: str, **own) -> dict:
    """A letter that lacks nothing."""
    whole = {"address": "福州市软件大道1号", "postcode": "350003", "contact": "潘磊", "phone": "0591-87654321", "questioned": "document",
             "known_on": "2026-03-02", "document_on": "2026-03-02", "matters": [MATTER], "demand": "修改评分标准", "attachments": list(attachments)}
    return whole | own


class QuestionActs:
    """3.13"""

    def raises_a_question(self, number: str, key=None) -> dict:
        return self.writes("POST", "/api/questions", {"number": number}, key)

    def sees_question(self, question: dict) -> dict:
        return self.reads(f"/api/questions/{question['id']}")

    def writes_letter(self, question: dict, typed: dict, task: str | None = None, version: int | None = None) -> dict:
        body = {"letter": typed, "version": self.sees_question(question)["version"] if version is None else version}
        return self.writes("PUT", f"/api/questions/{question['id']}", body | ({"task": task} if task else {}))

    def sends_letter(self, question: dict, key=None, **own) -> dict:
        body = {"version": self.sees_question(question)["version"], "kind": "send", "to": "Receive"} | own
        return self.writes("POST", f"/api/questions/{question['id']}/submission", body, key)

    def downloads_from(self, question: dict, upload: str) -> requests.Response:
        link = self.reads(f"/api/uploads/{upload}/content", subject=f"question.{question['id']}")
        self.secrets.keep(link["url"].split("X-Amz-Signature=")[1].split("&")[0])
        return requests.get(link["url"], timeout=60)

    def discards_question(self, question: dict) -> dict:
        return self.writes("DELETE", f"/api/questions/{question['id']}")

    def writes_answer(self, question: dict, task: str, *items: dict, impact="nothing", version: int | None = None) -> dict:
        seen = self.sees_question(question)["answer"] if version is None else {"version": version}
        body = {"task": task, "version": seen["version"], "answer": {"items": list(items), "impact": impact}}
        return self.writes("PUT", f"/api/questions/{question['id']}/answer", body)

    def lists_questions(self, **query) -> list[dict]:
        return self.reads("/api/questions", **query)["items"]

    def gets_question(self, question: dict, list="mine", step: str | None = None) -> str:
        """The id of its to-do, once it has come."""

        def come():
            todo = self.finds_todo(question | {"kind": "question"}, list=list)
            return todo["id"] if todo and step in (None, todo["step"]) else None

        return wait_for(f"the question about {question['name']} to reach {self.name}", come)

    def asks_about(self, number: str) -> dict:
        """A question that was sent."""
        question = self.raises_a_question(number)
        self.writes_letter(question, letter(self.attaches()))
        self.sends_letter(question)
        return question


def events_of(tables, question: dict) -> list[dict]:
    """Its history, in order."""
    return tables.of_plan({"partition": f"QUESTION#{question['id']}"})["event"]


def comes_due(tables, question: dict, seq: int, days: int) -> str:
    """The legal period of its to-do ends in so many days, as if it had begun earlier; the day."""
    day = str(today() + timedelta(days))
    tables.table("RecordsTable").update_item(Key={"pk": f"QUESTION#{question['id']}", "sk": f"TODO#0001#{seq:06}"},
                                             UpdateExpression="SET due = :due", ExpressionAttributeValues={":due": day})
    return day


def overdue(tables, question: dict, task: str) -> None:
    """Its day, and that of its claim, passed some days ago."""
    day, seq = str(today() - timedelta(4)), int(task.rsplit(".", 1)[1])
    tables.table("RecordsTable").update_item(
        Key={"pk": f"QUESTION#{question['id']}", "sk": f"TODO#0001#{seq:06}"},
        UpdateExpression="SET due = :due, remind_on = :day, gsi5pk = :list, claim.#until = :due", ExpressionAttributeNames={"#until": "until"},
        ExpressionAttributeValues={":due": day, ":day": str(today()), ":list": f"DUE#{today()}"})
