import type { Generated } from 'kysely'

/** Columns of every table, as migrations create them; documented in SCHEMA.md. */
export type Tables = {
  api_keys: {
    id: string
    workspace_id: string
    name: string
    prefix: string
    secret_hash: string
    scopes: string
    created_at: string
    revoked_at: string | null
  }
  surveys: {
    pk: Generated<number>
    workspace_id: string
    id: string
    settings: string
    created_at: string
    updated_at: string
    response_count: Generated<number>
    data_version: Generated<number>
    model_version: number | null
  }
  theme_models: {
    survey_pk: number
    version: number
    model: string
    quality: string | null
    origin: string
    comment_count: number
    created_at: string
  }
  themes: {
    survey_pk: number
    model_version: number
    theme_id: string
    label: string
    negative_label: string
    positive_label: string
    parent_id: string | null
    source: string
    is_affect_only: number
    description: string | null
  }
  response_groups: {
    pk: Generated<number>
    survey_pk: number
    key: string
    is_usable: number
    score_group: string | null
    pattern: string
    segments: string
    response_count: Generated<number>
  }
  repeated_clusters: {
    survey_pk: number
    cluster: string
    response_count: number
  }
  responses: {
    pk: Generated<number>
    survey_pk: number
    id: string
    comment: string | null
    score: number | null
    at: string | null
    at_ms: number | null
    respondent_id: string | null
    account_id: string | null
    role: string | null
    segments: string | null
    score_group: string | null
    language: string
    content: string
    polarity: string
    valence: number
    confidence: number
    flags: string
    clauses: string
    mentions: string
    group_pk: number
    model_version: number
    import_id: string | null
    received_at: string
    corrections: string | null
    engine_tags: string | null
  }
  theme_lists: {
    survey_pk: number
    filter_key: string
    data_version: number
    model_version: number | null
    body: string
    computed_at: string
  }
  reports: {
    survey_pk: number
    report_key: string
    data_version: number
    body: string
    computed_at: string
  }
  outcomes: {
    survey_pk: number
    subject: string
    subject_id: string
    fields: string
  }
  invited: {
    survey_pk: number
    respondent_id: string
    account_id: string | null
    role: string | null
  }
  survey_documents: {
    survey_pk: number
    kind: string
    body: string
    updated_at: string
  }
  idempotency_keys: {
    survey_pk: number
    key: string
    request_hash: string
    answer: string | null
    created_at: string
  }
  imports: {
    pk: Generated<number>
    survey_pk: number
    id: string
    file_name: string
    byte_count: number
    columns: string
    mapping: string
    state: string
    error: string | null
    created_at: string
    updated_at: string
  }
  import_chunks: {
    import_pk: number
    chunk: number
    row_count: number
    accepted_count: number
    rejected_count: number
  }
  rejected_rows: {
    import_pk: number
    row_index: number
    response_id: string | null
    pointer: string
    detail: string
    respondent_id: string | null
  }
  webhook_sources: {
    id: string
    survey_pk: number
    provider: string
    secret: string
    fields: string
    created_at: string
    choices: string | null
  }
  webhook_fetches: {
    source_id: string
    response_id: string
    attempt_count: Generated<number>
    error: string | null
    is_over: Generated<number>
    created_at: string
    updated_at: string
  }
  webhook_targets: {
    id: string
    workspace_id: string
    name: string
    url: string
    secret: string
    created_at: string
  }
  alert_rules: {
    survey_pk: number
    id: string
    target_id: string
    body: string
    created_at: string
    updated_at: string
  }
  alert_deliveries: {
    pk: Generated<number>
    id: string
    survey_pk: number
    rule_id: string
    target_id: string
    event_key: string
    pause_key: string
    kind: string
    response_id: string | null
    respondent_id: string | null
    account_id: string | null
    theme_id: string | null
    payload: string | null
    state: string
    attempt_count: number
    next_at_ms: number
    last_status: number | null
    last_error: string | null
    latency_ms: number | null
    created_at_ms: number
    ended_at_ms: number | null
  }
  usage_days: {
    workspace_id: string
    day: string
    metric: string
    amount: number
  }
}
