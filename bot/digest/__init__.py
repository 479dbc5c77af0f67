"""The digest: what happened in a day and in each week, as counts that point at nobody."""
