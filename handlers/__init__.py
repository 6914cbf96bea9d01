"""The Telegram edge: all that knows PTB. Handlers parse, call one use-case, answer; views turn rows into words."""
