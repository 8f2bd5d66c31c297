import { Button, NumberInput, Popover } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatCost } from "../../../ui/format.ts";
import classes from "./HeadButtons.module.css";

interface Props {
  /** US dollars. */
  before: number;
  isBusy: boolean;
  onResume: (maxCostUsd: number) => void;
}

/** Goes on with a comparison that was stopped at its cap. */
export function RaiseCap({ before, isBusy, onResume }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [cap, setCap] = useState<number | string>(before === 0 ? 1 : toCent(before * 2));
  const isHigher = typeof cap === "number" && cap > before;
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <Button leftSection={<IconPlayerPlay size={14} />} loading={isBusy} onClick={() => setOpen(!isOpen)}>
          {t("compare.head.raiseCap")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("compare.head.raiseCap")}>
        <form
          className={classes.row}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isHigher) return;
            setOpen(false);
            onResume(cap);
          }}
        >
          <NumberInput
            data-autofocus
            label={t("compare.head.newCap")}
            min={0}
            step={0.5}
            decimalScale={6}
            prefix="$"
            inputWrapperOrder={["label", "error", "input"]}
            error={isHigher ? undefined : t("compare.head.capTooLow", { cap: formatCost(before) })}
            value={cap}
            onChange={setCap}
          />
          <Button type="submit" disabled={!isHigher}>
            {t("compare.head.goOn")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The cap is kept as shares of the arms, whose sum may be a trillionth off. */
const toCent = (usd: number): number => Math.max(0.01, Math.round(usd * 100) / 100);
