//! The form with which a browser posts one file straight to S3: exactly one key, type and size, for a quarter of an hour.
//!
//! Signed by hand (AWS Signature Version 4), since the SDK presigns requests but not forms.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::Sha256;

/// How long a form is good for.
pub(crate) const VALID: SignedDuration = SignedDuration::from_mins(15);
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Who signs, and for which region.
pub(crate) struct Signer<'a> {
    pub(crate) access_key: &'a str,
    pub(crate) secret: &'a str,
    /// Of temporary credentials.
    pub(crate) token: Option<&'a str>,
    pub(crate) region: &'a str,
}

/// What may be posted.
pub(crate) struct Post<'a> {
    pub(crate) bucket: &'a str,
    pub(crate) key: &'a str,
    pub(crate) media_type: &'a str,
    /// In bytes, exactly.
    pub(crate) size: u64,
}

/// The fields of the form, all but the file, which comes last and is named `file`.
pub(crate) fn fields(post: &Post<'_>, signer: &Signer<'_>, now: Timestamp) -> BTreeMap<&'static str, String> {
    let date = now.strftime("%Y%m%d").to_string();
    let mut fields = BTreeMap::from([
        ("key", post.key.to_owned()),
        ("Content-Type", post.media_type.to_owned()),
        ("success_action_status", "201".to_owned()),
        ("x-amz-algorithm", ALGORITHM.to_owned()),
        ("x-amz-credential", format!("{}/{date}/{}/s3/aws4_request", signer.access_key, signer.region)),
        ("x-amz-date", now.strftime("%Y%m%dT%H%M%SZ").to_string()),
    ]);
    fields.extend(signer.token.map(|token| ("x-amz-security-token", token.to_owned())));
    let mut conditions: Vec<Value> = fields.iter().map(|(name, value)| json!({*name: value})).collect();
    conditions.push(json!({"bucket": post.bucket}));
    conditions.push(json!(["content-length-range", post.size, post.size]));
    let expiration = (now + VALID).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    let policy = STANDARD.encode(json!({"expiration": expiration, "conditions": conditions}).to_string());
    fields.insert("x-amz-signature", signature(&policy, signer, &date));
    fields.insert("policy", policy);
    fields
}

/// The signature of a policy in base64, in hex; `date` as in `20151229`.
fn signature(policy: &str, signer: &Signer<'_>, date: &str) -> String {
    let first = mac(format!("AWS4{}", signer.secret).as_bytes(), date);
    let key = [signer.region, "s3", "aws4_request"].into_iter().fold(first, |key, part| mac(&key, part));
    hex::encode(mac(&key, policy))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    // A key of any length is taken; there is nothing that can fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the S3 guide, "Browser-based uploads using HTTP POST (AWS Signature Version 4)".
    const POLICY: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";

    fn signer(token: Option<&'static str>) -> Signer<'static> {
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        Signer { access_key: "AKIAIOSFODNN7EXAMPLE", secret, token, region: "us-east-1" }
    }

    #[test]
    fn the_signature_is_that_of_the_published_example() {
        let expected = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";
        assert_eq!(signature(POLICY, &signer(None), "20151229"), expected);
    }

    #[test]
    fn the_policy_allows_one_key_type_and_size_and_names_every_field() {
        let post = Post { bucket: "files", key: "incoming/1", media_type: "application/pdf", size: 5 };
        let now: Timestamp = "2026-03-02T01:02:03.9Z".parse().unwrap();
        let mut fields = fields(&post, &signer(Some("token")), now);
        let policy = STANDARD.decode(fields.remove("policy").unwrap()).unwrap();
        let policy: Value = serde_json::from_slice(&policy).unwrap();
        assert_eq!(policy["expiration"], "2026-03-02T01:17:03.000Z");
        assert_eq!(fields.remove("x-amz-signature").unwrap().len(), 64);
        assert_eq!(fields["x-amz-credential"], "AKIAIOSFODNN7EXAMPLE/20260302/us-east-1/s3/aws4_request");
        assert_eq!(fields["x-amz-date"], "20260302T010203Z");
        let conditions = policy["conditions"].as_array().unwrap();
        for (name, value) in &fields {
            assert!(conditions.contains(&json!({*name: value})), "{name}");
        }
        assert!(conditions.contains(&json!({"bucket": "files"})));
        assert!(conditions.contains(&json!(["content-length-range", 5, 5])));
        assert_eq!(conditions.len(), fields.len() + 2);
    }
}
