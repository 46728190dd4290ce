"""Truth tasks about reading: each module measures one reader on a folder of labelled text and answers a `Reading`."""
