import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";

const accent = [
  "#e9f5f4",
  "#d3e9e8",
  "#a8d5d2",
  "#7cc3bf",
  "#58b5b1",
  "#3ba19e",
  "#238b8a",
  "#137979",
  "#0b6a6b",
  "#095657",
] as const;

/** Mantine's own neutrals in Lathe's tint. Index 4 of both draws the edges of controls, which keep 3:1 on their surface. */
const gray = [
  "#f5f7f7",
  "#edf0f0",
  "#e3e8e8",
  "#dbe0e0",
  "#869090",
  "#7a8484",
  "#626d6d",
  "#556060",
  "#3d4646",
  "#1a2121",
] as const;
const dark = [
  "#e3e8e8",
  "#c3cbcb",
  "#a2adad",
  "#8f9a9a",
  "#6b7777",
  "#2d3536",
  "#1f2526",
  "#1b2021",
  "#15191a",
  "#101314",
] as const;

const small = { size: "xs" } as const;

/** Mantine in Lathe's clothes: sizes and shapes here, colours as the tokens of `theme.css`. */
export const theme = createTheme({
  primaryColor: "lathe",
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  colors: { lathe: [...accent], gray: [...gray], dark: [...dark] },
  black: "#1a2121",
  fontFamily: "var(--lathe-font)",
  fontFamilyMonospace: "var(--lathe-font-mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.5", md: "1.54", lg: "1.5", xl: "1.4" },
  headings: {
    fontFamily: "var(--lathe-font)",
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "24px", lineHeight: "32px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
      h4: { fontSize: "13px", lineHeight: "20px" },
    },
  },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "20px", xl: "24px" },
  shadows: {
    xs: "none",
    sm: "none",
    md: "var(--lathe-shadow)",
    lg: "var(--lathe-shadow)",
    xl: "var(--lathe-shadow)",
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: Button.extend({
      defaultProps: small,
      vars: (_theme, props) => ({
        root:
          props.size === "xs"
            ? { "--button-height": "28px", "--button-padding-x": "10px", "--button-fz": "13px" }
            : {},
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "subtle", color: "gray", size: 28 },
    }),
    Badge: Badge.extend({
      defaultProps: { variant: "light", size: "sm", radius: "sm", tt: "none", fw: 500 },
    }),
    Checkbox: Checkbox.extend({ defaultProps: small }),
    Kbd: Kbd.extend({ defaultProps: small }),
    Menu: Menu.extend({ defaultProps: { shadow: "md", radius: "md", transitionProps: { duration: 80 } } }),
    Modal: Modal.extend({
      defaultProps: {
        radius: "lg",
        centered: false,
        yOffset: "12vh",
        transitionProps: { duration: 100, transition: "fade" },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    }),
    MultiSelect: MultiSelect.extend({ defaultProps: small }),
    NumberInput: NumberInput.extend({ defaultProps: small }),
    PasswordInput: PasswordInput.extend({ defaultProps: small }),
    Popover: Popover.extend({
      defaultProps: { shadow: "md", radius: "md", transitionProps: { duration: 80 } },
    }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: small }),
    Select: Select.extend({ defaultProps: { ...small, comboboxProps: { shadow: "md" } } }),
    Switch: Switch.extend({ defaultProps: small }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    TagsInput: TagsInput.extend({ defaultProps: { ...small, comboboxProps: { shadow: "md" } } }),
    Textarea: Textarea.extend({ defaultProps: small }),
    TextInput: TextInput.extend({ defaultProps: small }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        radius: "sm",
        fz: 12,
        transitionProps: { duration: 80 },
      },
    }),
  },
});

/** Mantine's semantic colours are Lathe's tokens, which change with the scheme by themselves. */
const semantic = {
  "--mantine-color-body": "var(--lathe-surface)",
  "--mantine-color-text": "var(--lathe-text)",
  "--mantine-color-bright": "var(--lathe-text)",
  "--mantine-color-dimmed": "var(--lathe-text-muted)",
  "--mantine-color-placeholder": "var(--lathe-text-faint)",
  "--mantine-color-anchor": "var(--lathe-accent)",
  "--mantine-color-error": "var(--lathe-danger)",
  "--mantine-color-success": "var(--lathe-success)",
  "--mantine-color-default": "var(--lathe-surface)",
  "--mantine-color-default-hover": "var(--lathe-hover)",
  "--mantine-color-default-color": "var(--lathe-text)",
  "--mantine-color-default-border": "var(--lathe-border-strong)",
  "--mantine-color-disabled": "var(--lathe-surface-sunken)",
  "--mantine-color-disabled-color": "var(--lathe-text-faint)",
  "--mantine-color-disabled-border": "var(--lathe-border)",
  ...shades("lathe", "accent"),
  ...shades("gray", "text-muted"),
  "--mantine-color-gray-light": "var(--lathe-surface-sunken)",
  "--mantine-color-gray-light-hover": "var(--lathe-hover)",
  ...shades("red", "danger"),
  ...shades("green", "success"),
  ...shades("yellow", "warning"),
  ...shades("orange", "warning"),
  ...shades("blue", "info"),
};

function shades(color: string, token: string): Record<string, string> {
  return {
    [`--mantine-color-${color}-text`]: `var(--lathe-${token})`,
    [`--mantine-color-${color}-light`]: `var(--lathe-${token}-soft)`,
    [`--mantine-color-${color}-light-hover`]: `color-mix(in srgb, var(--lathe-${token}) 16%, transparent)`,
    [`--mantine-color-${color}-light-color`]: `var(--lathe-${token})`,
    [`--mantine-color-${color}-outline`]: `var(--lathe-${token})`,
    [`--mantine-color-${color}-outline-hover`]: `color-mix(in srgb, var(--lathe-${token}) 8%, transparent)`,
  };
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: semantic,
  dark: semantic,
});
