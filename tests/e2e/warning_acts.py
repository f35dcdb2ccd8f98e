"""What people do with early warnings (3.11)."""


class WarningActs:
    """3.11"""

    def raises_a_warning(self, plan: dict, key=None) -> dict:
        return self.writes("POST", f"/api/plans/{plan['id']}/warnings", None, key)

    def explains(self, warning: dict, words: str, refresh=False) -> dict:
        version = self.sees_warning(warning)["version"]
        return self.writes("PUT", f"/api/warnings/{warning['id']}", {"version": version, "explanation": words, "refresh": refresh})

    def sees_warning(self, warning: dict) -> dict:
        return self.reads(f"/api/warnings/{warning['id']}")

    def discards_warning(self, warning: dict) -> dict:
        return self.writes("DELETE", f"/api/warnings/{warning['id']}")

    def submits_warning(self, warning: dict, to, key=None) -> dict:
        body = {"version": warning["version"], "kind": "send", "to": "DemandLead", "person": to.id}
        return self.writes("POST", f"/api/warnings/{warning['id']}/submission", body, key)

    def sees_about(self, plan: dict) -> list[dict]:
        return self.reads(f"/api/subjects/plan.{plan['id']}/about")["items"]

    def receives_of(self, warning: dict) -> str:
        """The id of the to-do of a warning, once it has come."""
        return self.receives(warning | {"kind": "warning"})
