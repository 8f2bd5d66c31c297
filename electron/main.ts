import { join } from "node:path";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
} from "electron";
import { startDesktop } from "./desktop/desktop.ts";

startDesktop(
  { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, screen, session },
  {
    preload: join(import.meta.dirname, "../preload/preload.cjs"),
    rendererFolder: join(import.meta.dirname, "../renderer"),
  },
);
