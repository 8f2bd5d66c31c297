/** Names shared by the ipc edge and its preload, so that they cannot drift apart. Alone here: a preload must stay small. */
export const ipcChannels = { open: "lathe:open", cancel: "lathe:cancel", frame: "lathe:frame" } as const;
