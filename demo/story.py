"""从预算到备案：以各角色身份，通过接口办理一个采购计划。The story of a plan through the HTTP API, as each role.

    make run                      # in one terminal
    python3 demo/story.py         # in another; or with an address: python3 demo/story.py http://localhost:8080

Only the standard library. Each step prints its request and what matters of the answer.
"""

import csv
import hashlib
import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

YEAR = datetime.now(timezone(timedelta(hours=8))).year
PLAN = f"{YEAR}年机房计算机更新"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


class Person:
    """一个账号。"""

    def __init__(self, base: str, row: dict):
        self.base, self.id, self.name = base, row["id"], row["name"]
        self.row, self.cookie = row, ""

    def call(self, method: str, path: str, body=None, quiet=False):
        """One request; the answer's JSON."""
        headers = {"Cookie": self.cookie, "Idempotency-Key": uuid.uuid4().hex}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, text = answer.status, answer.read()
                self.cookie = answer.headers.get("Set-Cookie", self.cookie).split(";")[0]
        except urllib.error.HTTPError as refusal:
            status, text = refusal.code, refusal.read()
        if not quiet:
            print(f"  {self.name}  {method} {short(path)} → {status}")
        answer = json.loads(text) if text else {}
        if status >= 400:
            sys.exit(f"  {answer.get('code')}：{answer.get('title')} {json.dumps(answer.get('errors', []), ensure_ascii=False)}")
        return answer

    def signs_in(self) -> "Person":
        self.call("POST", "/api/session", {"user_name": self.row["user_name"], "password": self.row["password"]}, quiet=True)
        return self

    def task(self, plan: str, step: str) -> str:
        """The to-do of the plan at a step, once it is there: some tenths of a second after the decision before."""
        lists = ["mine", "pool"] if "finance_office" in self.row["roles"] else ["mine"]
        title = urllib.parse.quote(PLAN)
        for _ in range(300):
            for name in lists:
                for todo in self.call("GET", f"/api/tasks/todo?list={name}&title={title}", quiet=True)["items"]:
                    if (todo["subject"], todo["step"]) == (f"plan.{plan}", step):
                        print(f"  {self.name}  待办：{todo['label']}（{todo['sent_from']}　{todo['sent_by']['name']} 送来，{todo['due']} 前办理）")
                        return todo["id"]
            time.sleep(0.1)
        sys.exit(f"  {self.name}没有等到任务")

    def decides(self, plan: str, step: str, how: str, body: dict) -> dict:
        answer = self.call("POST", f"/api/tasks/{self.task(plan, step)}/{how}", body)
        following = answer["next"]
        if following:
            who = following["person"]["name"] if following["person"] else "采购办"
            print(f"  {answer['done']} → {following['label']}：{who}")
        return answer

    def sends(self, plan: str, step: str, to: str, person: "Person", opinion: str) -> dict:
        return self.decides(plan, step, "approval", {"to": to, "person": person.id, "opinion": opinion})


def short(path: str) -> str:
    """A path with its long ids cut, to be read."""
    return re.sub(r"([0-9a-f]{8})[0-9a-f]{24}", r"\1…", path)


def people(base: str) -> dict[str, Person]:
    with (Path(__file__).with_name("organisation.csv")).open(encoding="utf-8", newline="") as rows:
        return {row["user_name"]: Person(base, row) for row in csv.DictReader(rows) if row["kind"] == "person"}


def balance(who: Person, budget: str) -> None:
    found = who.call("GET", f"/api/budgets/{budget}")["balance"]
    print(f"  预算余额：可用 {found['free']}，计划占用 {found['reserved']}")


def upload(who: Person) -> str:
    """Straight to S3 with the form, and wait for the check."""
    declared = {"name": "资产购置批复.pdf", "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}
    form = who.call("POST", "/api/uploads", declared)
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form["fields"].items()]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n'
    body = "".join([*parts, head]).encode() + PDF + f"\r\n--{boundary}--\r\n".encode()
    request = urllib.request.Request(form["url"], body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        print(f"  直传 S3 → {answer.status}")
    while (found := who.call("GET", f"/api/uploads/{form['upload']}", quiet=True))["status"] == "awaited":
        time.sleep(0.1)
    print(f"  附件“{found['name']}”：{found['status_label']}")
    return form["upload"]


def tell(base: str) -> None:
    all_ = people(base)
    lin, chen, huang, zheng, zhang = (all_[name] for name in ("linxiao", "chenyuting", "huangzhiyuan", "zhengwei", "zhangguodong"))
    liu, wang, hao, guo = (all_[name] for name in ("liuyang", "wangjianguo", "chenhaoran", "guohaiyan"))

    print("1. 登录")
    for person in (lin, chen, huang, zheng, zhang, liu, wang, hao, guo):
        person.signs_in()
    who = lin.call("GET", "/api/session")
    print(f"  {who['unit_name']}　{who['department_name']}　{who['name']}：{'、'.join(role['label'] for role in who['roles'])}")

    print("2. 新增并确认预算")
    line = {"item": "A02010105", "unit_price": "5000", "quantity": 20, "measure": "台",
            "funding": [{"source": "general_budget", "amount": "80000"}, {"source": "unit_funds", "amount": "20000"}]}
    budget = lin.call("POST", "/api/budgets", {
        "name": f"{YEAR}年机房计算机", "document_number": f"闽财教预〔{YEAR}〕9号", "kind": "initial", "year": YEAR, "lines": [line]})
    lin.call("POST", f"/api/budgets/{budget['id']}/confirmation")
    balance(lin, budget["id"])

    print("3. 新增计划，上传附件，预览，送审")
    wanted = {"budget": budget["id"], "budget_line": 1, "item": "A02010105", "unit_price": "5000", "quantity": 16,
              "measure": "台", "parameters": "8核，16GB内存，512GB固态硬盘"}
    plan = lin.call("POST", "/api/plans", {"name": PLAN})
    attached = upload(lin)
    draft = {"name": plan["name"], "lines": [wanted], "attachments": [attached]}
    saved = lin.call("PUT", f"/api/plans/{plan['id']}", {"version": plan["version"], **draft})
    print(f"  计划金额 {saved['amount']}，缺项 {len(saved['missing'])}，预警 {len(saved['warnings'])}")
    preview = lin.call("GET", f"/api/plans/{plan['id']}")
    for move in preview["submission"]["moves"]:
        found = lin.call("GET", f"/api/tasks/{preview['submission']['task']}/people?kind={move['kind']}&to={move['to']}", quiet=True)
        print(f"  可以：{move['label']}（{'、'.join(person['name'] for person in found['items'])}）")
    sent = lin.call("POST", f"/api/plans/{plan['id']}/submission",
                    {"version": saved["version"], "kind": "consult", "to": "ConsultColleague", "person": chen.id})
    print(f"  已送 {sent['next']['label']}：{sent['next']['person']['name']}")
    balance(lin, budget["id"])
    plan_id = plan["id"]

    print("4. 征求意见，需求处室领导，分管领导")
    chen.decides(plan_id, "ConsultColleague", "approval", {"kind": "answer", "opinion": "配置合理"})
    lin.sends(plan_id, "Revise", "DemandLead", huang, "已征求本处室意见")
    huang.decides(plan_id, "DemandLead", "consultation", {"person": zheng.id, "opinion": "请信息中心看看配置"})
    zheng.decides(plan_id, "ConsultLead", "approval", {"kind": "answer", "opinion": "没有意见"})
    huang.sends(plan_id, "DemandLead", "DemandDeputy", zhang, "同意")
    zhang.sends(plan_id, "DemandDeputy", "ProcurementHandler", liu, "同意")

    print("5. 采购主管处室经办修改计划，处室领导按会议意见退改，单位领导")
    edit(liu, plan_id, draft | {"lines": [wanted | {"quantity": 15}]}, liu.task(plan_id, "ProcurementHandler"))
    liu.sends(plan_id, "ProcurementHandler", "ProcurementLead", wang, "数量已核减")
    wang.sends(plan_id, "ProcurementLead", "MeetingChanges", liu, "按办公会议意见，再核减3台")
    edit(liu, plan_id, draft | {"lines": [wanted | {"quantity": 12}]}, liu.task(plan_id, "MeetingChanges"))
    liu.decides(plan_id, "MeetingChanges", "approval", {"kind": "answer", "opinion": "已按会议意见修改"})
    wang.sends(plan_id, "ProcurementLead", "UnitLead", hao, "同意")
    hao.sends(plan_id, "UnitLead", "Filing", liu, "同意")
    balance(lin, budget["id"])

    print("6. 备案：采购办先退回一次，再准予备案，然后办结")
    liu.decides(plan_id, "Filing", "approval", {"kind": "send"})
    guo.decides(plan_id, "FinanceOffice", "approval", {"name": "refuse", "opinion": "请注明用途"})
    edit(liu, plan_id, draft | {"lines": [wanted | {"quantity": 12, "parameters": "教学机房用，8核，16GB内存"}]}, liu.task(plan_id, "Filing"))
    liu.decides(plan_id, "Filing", "approval", {"kind": "send"})
    filed = guo.decides(plan_id, "FinanceOffice", "approval", {"name": "file", "opinion": "准予备案"})
    print(f"  备案号 {filed['filing_number']}")
    liu.decides(plan_id, "Filing", "approval", {"kind": "finish"})

    print("7. 计划实施表，预算余额，流转状态")
    row = next(row for row in liu.call("GET", "/api/implementation")["items"] if row["plan"] == plan_id)
    print(f"  {row['filing_number']}　{row['name']}　{row['amount']} 元")
    balance(lin, budget["id"])
    for step in lin.call("GET", f"/api/subjects/plan.{plan_id}/flow")["steps"]:
        ended = step["ended"]
        print(f"  {step['todo']['label']}　{ended['by']['name']}　{ended['label']}　{step['opinion'] or ''}")


def edit(who: Person, plan: str, draft: dict, task: str) -> None:
    version = who.call("GET", f"/api/plans/{plan}", quiet=True)["version"]
    for change in who.call("PUT", f"/api/plans/{plan}/content", {"task": task, "version": version, **draft})["changes"]:
        print(f"  {change['label']}：{change['before']} → {change['after']}")


if __name__ == "__main__":
    tell((sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080").rstrip("/"))
