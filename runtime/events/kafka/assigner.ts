import type { GroupPartitionsAssigner } from "@platformatic/kafka";

/**
 * Which member of a group gets which partitions: each topic's in turn to those who subscribed to it. The client's own gives the
 * leader's topics to every member, so that while a route's type changes events would go to builds that do not take them.
 */
export const assignInTurn: GroupPartitionsAssigner = (current, members, own, metadata) => {
  const given = new Map([...members.keys()].map((member) => [member, new Map<string, number[]>()] as const));
  const topics = new Set([...members.values()].flatMap((member) => member.topics ?? [...own]));
  for (const topic of topics) {
    const takers = [...members]
      .filter(([, { topics: subscribed }]) => subscribed?.includes(topic) ?? true)
      .map(([member]) => member)
      .toSorted();
    const count = metadata.topics.get(topic)?.partitionsCount ?? 0;
    for (let partition = 0; partition < count; partition += 1) {
      const of = given.get(takers[partition % takers.length] ?? current);
      of?.set(topic, [...(of.get(topic) ?? []), partition]);
    }
  }
  return [...given].map(([memberId, assigned]) => ({
    memberId,
    assignments: new Map([...assigned].map(([topic, partitions]) => [topic, { topic, partitions }] as const)),
  }));
};
