//! Attachments.

use domain::ids::UploadId;
use domain::upload::Upload;

use crate::Result;
use crate::client::{Store, Table};
use crate::keys::{self, Key};
use crate::record::Record;

impl Record for Upload {
    const ENTITY: &'static str = "upload";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::upload(&self.id)
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Store {
    /// Access pattern 17: attachments by their ids, at most 100; those that are not there are left out.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn uploads(&self, ids: &[UploadId]) -> Result<Vec<Upload>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<Key> = ids.iter().map(keys::upload).collect();
        let mut found = self.batch_get(Table::Records, &keys).await?;
        Ok(keys
            .iter()
            .map(|key| found.take::<Upload>(key))
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect())
    }
}
