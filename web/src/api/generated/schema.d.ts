interface Body<T> { content: { "application/json": T } }
interface Problems { 400: { content: { "application/problem+json": components["schemas"]["Problem"] } } }
export interface paths {
  "/api/session": {
    get: { parameters: {}; responses: { 200: Body<components["schemas"]["Who"]> } & Problems };
    post: { parameters: {}; requestBody: Body<components["schemas"]["SignIn"]>; responses: { 200: Body<components["schemas"]["Who"]> } & Problems };
    delete: { parameters: {}; responses: { 204: { content?: never } } & Problems };
  };
  "/api/budgets": { get: { parameters: { query?: { year?: string; status?: string; name?: string; cursor?: string } }; responses: { 200: Body<S["BudgetPage"]> } & Problems } };
  "/api/tasks/todo": { get: { parameters: { query?: { list?: string; title?: string; cursor?: string } }; responses: { 200: Body<S["TodoList"]> } & Problems } };
  "/api/tasks/done": { get: { parameters: { query?: { title?: string; cursor?: string } }; responses: { 200: Body<S["DoneList"]> } & Problems } };
  "/api/tasks/{task}": { get: { parameters: { path: { task: string } }; responses: { 200: Body<S["TaskView"]> } & Problems } };
  "/api/tasks/{task}/people": { get: { parameters: { path: { task: string }; query?: { kind?: string; to?: string; q?: string; cursor?: string } }; responses: { 200: Body<S["People"]> } & Problems } };
  "/api/plans": { get: { parameters: { query?: { scope?: string; status?: string; name?: string; cursor?: string } }; responses: { 200: Body<S["PlanList"]> } & Problems } };
  "/api/plans/{plan}": { get: { parameters: { path: { plan: string } }; responses: { 200: Body<S["PlanDetail"]> } & Problems } };
  "/api/implementation": { get: { parameters: { query?: { query?: string; cursor?: string } }; responses: { 200: Body<S["ImplementationTable"]> } & Problems } };
  "/api/plans/{plan}/flow": { get: { parameters: { path: { plan: string } }; responses: { 200: Body<S["FlowView"]> } & Problems } };
  "/api/notices": { get: { parameters: { query?: { cursor?: string } }; responses: { 200: Body<S["NoticeList"]> } & Problems } };
  "/api/tasks/{task}/approval": { post: Write<{ task: string }, S["Approval"], S["DecidedView"]> };
  "/api/tasks/{task}/consultation": { post: Write<{ task: string }, S["Consultation"], S["DecidedView"]> };
  "/api/tasks/{task}/return": { post: Write<{ task: string }, S["Return"], S["DecidedView"]> };
  "/api/tasks/{task}/filing": { post: Write<{ task: string }, S["Filing"], S["DecidedView"]> };
  "/api/tasks/{task}/refusal": { post: Write<{ task: string }, S["FilingRefusal"], S["DecidedView"]> };
  "/api/tasks/{task}/withdrawal": { post: Bare<{ task: string }, S["DecidedView"]> };
  "/api/tasks/{task}/reminder": { post: Bare<{ task: string }, S["Reminded"]> };
  "/api/tasks/{task}/claim": { post: Bare<{ task: string }, S["ClaimView"]>; delete: Bare<{ task: string }, S["ClaimView"]> };
}
interface Write<P, B, R> { parameters: { path: P; header: Key }; requestBody: Body<B>; responses: { 200: Body<R> } & Problems }
interface Bare<P, R> { parameters: { path: P; header: Key }; responses: { 200: Body<R> } & Problems }
interface Key { "Idempotency-Key": string }
type S = components["schemas"];
export interface components {
  schemas: {
    Problem: { type: string; title: string; status: number; code: string };
    SignIn: { region?: string | null; user_name: string; password: string };
    Who: { person: string; name: string; unit: string; unit_name: string; department: string; department_name: string; region: string; roles: { code: string; label: string }[]; operations: string[] };
    Actor: { id: string; name: string };
    Visit: { step: string; label: string; person: S["Actor"] };
    Offer: { kind: "send" | "consult" | "answer" | "return" | "file" | "refuse" | "finish" | "withdraw"; to: string | null; label: string; role: string | null; scope: string | null; person: S["Visit"] | null; targets: S["Visit"][]; opinion: "required" | "optional"; straight: boolean; comes_back: boolean; disabled: string | null };
    Balance: { free: string; reserved: string; contracted: string; paid: string; carried: string };
    BudgetView: { id: string; name: string; document_number: string; kind: string; year: number; status: string; amount: string; department_name: string; raiser: S["Actor"]; created_at: string; confirmed_at: string | null; version: number; balance: S["Balance"] | null };
    BudgetPage: { items: S["BudgetView"][]; next?: string | null };
    TodoView: { id: string; plan: string; title: string; amount: string; unit_name: string; raiser: S["Actor"]; step: string; label: string; holder: string; sent_from?: string | null; sent_by?: S["Actor"] | null; opened_at: string; due: string; due_provisional: boolean; overdue: boolean; reminders: number; claim?: { by: S["Actor"]; at: string } | null };
    EndedView: { ended_at: string; kind: S["Offer"]["kind"]; label: string; by: S["Actor"]; person?: S["Actor"] | null };
    Counts: { mine: number; pool?: number | null };
    TodoList: { items: S["TodoView"][]; next?: string | null; counts: S["Counts"] };
    DoneView: { id: string; plan: string; title: string; amount: string; unit_name: string; raiser: S["Actor"]; step: string; label: string; opened_at: string; ended?: S["EndedView"] | null };
    DoneList: { items: S["DoneView"][]; next?: string | null };
    TaskView: { todo: S["TodoView"]; plan: string; moves: S["Offer"][]; editable: boolean; claimable: boolean; claimed_by_other?: { by: S["Actor"]; at: string } | null; ended?: S["EndedView"] | null; withdrawable: boolean; remindable: boolean };
    PlanHead: { id: string; name: string; status: string; status_label: string; year?: number | null; amount: string; unit_name: string; department_name: string; raiser: S["Actor"]; filing_state: string; filing_label: string; filing_number?: string | null; place?: S["Place"] | null; in_transit: boolean; created_at: string; updated_at: string; version: number };
    PlanList: { items: S["PlanHead"][]; next?: string | null };
    PlanLineView: { number: number; budget: string; budget_name: string; budget_line: number; item: string; item_name: string; unit_price: string; quantity: number; measure: string; parameters: string; total: string };
    SourceView: { source: string; label: string; amount: string };
    UploadView: { id: string; name: string; size: number; status: string; status_label: string; reason?: string | null };
    Warning: { field: string; message: string };
    FieldFault: { field: string; code: string; message: string };
    DraftLine: { budget?: string | null; budget_line?: number | null; item?: string | null; unit_price?: string | null; quantity?: number | null; measure?: string | null; parameters?: string | null };
    Draft: { name: string; lines: S["DraftLine"][]; attachments: string[] };
    PlanDetail: S["PlanHead"] & { draft: S["Draft"]; lines: S["PlanLineView"][]; missing: S["FieldFault"][]; warnings: S["Warning"][]; funding: S["SourceView"][]; attachments: S["UploadView"][]; submission?: { task: string; moves: S["Offer"][] } | null; editable?: { task: string } | null };
    Implementation: { plan: string; name: string; filing_number?: string | null; year?: number | null; amount: string; department_name: string; raiser: S["Actor"]; updated_at: string };
    ImplementationTable: { items: S["Implementation"][]; next?: string | null };
    FlowStep: { todo: S["TodoView"]; round: number; ended?: S["EndedView"] | null; to_label?: string | null; seconds: number; opinion?: string | null; content_version?: number | null };
    Change: { field: string; label: string; before?: string | null; after?: string | null };
    EditView: { at: string; by: S["Actor"]; changes: S["Change"][] };
    Place: { step: string; label: string; holder?: S["Actor"] | null; since: string };
    FlowView: { plan: string; name: string; status: string; round: number; place?: S["Place"] | null; in_transit: boolean; coming: string[]; filing_number?: string | null; steps: S["FlowStep"][]; edits: S["EditView"][] };
    Reminded: { task: string; label: string; holder: string; reminders: number };
    ClaimView: { task: string };
    Candidate: { id: string; name: string; department_name: string };
    People: { items: S["Candidate"][]; next?: string | null };
    NoticeView: { task: string; plan: string; title: string; label: string; reason: string; reason_label: string; holder: string; due: string; at: string };
    NoticeList: { items: S["NoticeView"][]; next?: string | null };
    Approval: { kind?: "send" | "answer" | "finish" | null; to?: string | null; person?: string | null; straight?: boolean; opinion?: string | null };
    Consultation: { to?: string | null; person: string; opinion: string };
    Return: { to: string; straight: boolean; opinion: string };
    Filing: { opinion?: string | null };
    FilingRefusal: { opinion: string };
    DecidedView: { task: string; plan: string; done: string; next?: { step: string; label: string; person?: S["Actor"] | null } | null; ended: boolean; filing_number?: string | null };
  };
}
