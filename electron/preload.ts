import { contextBridge, ipcRenderer } from "electron";
import { createBridge } from "./desktop/bridge.ts";

contextBridge.exposeInMainWorld("lathe", createBridge(ipcRenderer));
