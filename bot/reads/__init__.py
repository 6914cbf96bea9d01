"""Read models: what is shown, read at one moment. No words, no Telegram: chat, record, map and export draw them."""
