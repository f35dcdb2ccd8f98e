//! Consumed capacity of each call, at debug level under the target `cost`: numbers only.

use aws_sdk_dynamodb::types::ConsumedCapacity;

/// Log what one call consumed, one line a table.
pub(crate) fn log<'a>(operation: &'static str, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
    for of_table in consumed {
        let indexes = of_table.global_secondary_indexes().map_or(0, std::collections::HashMap::len);
        tracing::debug!(
            target: "cost",
            operation,
            table = of_table.table_name().unwrap_or_default(),
            units = of_table.capacity_units().unwrap_or_default(),
            indexes,
        );
    }
}
