"""The flow of a sync, stage by stage. Read this first: every stage is named here in order, and lives in the module it names.

    sources   what is there                 `sources.detect`, `flow.reading.draw_all`
    parse     bytes to messages, all cores  `flow.reading.read_all`
    keep      records, then live            `flow.keeping`, `flow.applying`
    recover   what others' quotes hold      `flow.recovering`
    meetings  what calendars tell           `flow.meeting`
    crm       what the CRM says now         `flow.crm_state`
    people    who is who, which side        `flow.people`
    calls     who speaks in transcripts     `flow.calling`
    threads   what answers what             `flow.threading`
    coverage  what each source shows        `flow.covering`
    evidence  trials of touched buyers      `flow.scoring`
    weights   base rates, spread of it      `flow.weighing`
    foretell  chances written down      `flow.predicting`
    publish   a generation for scans        `store.generations`, in books that are scanned

Each stage reads its own marks of what is dirty and clears them when it is done, so a sync that dies anywhere is finished by the
next one, and a small sync costs little. `flow.syncing` runs them.
"""
