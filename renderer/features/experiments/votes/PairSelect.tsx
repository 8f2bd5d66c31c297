import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { armLetter } from "#shared/experiments/arm-letter.ts";

export interface ArmPair {
  a: number;
  b: number;
}

const nameOf = ({ a, b }: ArmPair): string => `${a} ${b}`;

/** Which two of three arms or more; with two there is nothing to choose. */
export function PairSelect(props: { arms: number; pair: ArmPair; onChange: (pair: ArmPair) => void }) {
  const { arms, pair, onChange } = props;
  const { t } = useTranslation();
  if (arms < 3) return null;
  const pairs = Array.from({ length: arms }, (_, a) =>
    Array.from({ length: arms - a - 1 }, (_none, at) => ({ a, b: a + at + 1 })),
  ).flat();
  return (
    <Select
      size="xs"
      w={120}
      aria-label={t("compare.votes.pair")}
      allowDeselect={false}
      value={nameOf(pair)}
      data={pairs.map((each) => ({
        value: nameOf(each),
        label: t("compare.votes.pairOf", { a: armLetter(each.a), b: armLetter(each.b) }),
      }))}
      onChange={(next) => {
        const found = pairs.find((each) => nameOf(each) === next);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}
