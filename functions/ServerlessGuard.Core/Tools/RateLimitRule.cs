using System.Collections.Concurrent;
using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// So many calls of a tool by one application in any period: <c>limit: 10/h</c>. Each call takes one of that many slots
/// until its period is over; a slot is a document that is only ever created and expires, so that any number of instances
/// together never let more through. A slot whose
/// document somebody deleted stays taken in the process that took it.
/// </summary>
internal sealed class RateLimitRule(IDocumentStore documents, IEntropy entropy, TimeProvider clock, RecordFaults faults) : ILimitingRule
{
    public const string Reason = "tool.limit";

    /// <summary>Above this many, slots are looked for at random places instead of one after the other.</summary>
    private const int MostTries = 64;

    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<(string Partition, string Slot), DateTimeOffset> _taken = new();

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        if (request.IsReplay
            || request.Tool is not { Limit: { } limit } tool
            || !request.Application.MayUse(tool.Id))
        {
            return new Verdict.Allow();
        }

        var partition = $"tool-limit-{request.Application.Id}~{tool.Id}";
        var now = clock.GetUtcNow();
        var (start, expires) = (Start(limit.Count), now + limit.Period);
        for (var tried = 0; tried < Math.Min(limit.Count, MostTries); tried++)
        {
            var slot = ((start + tried) % limit.Count).ToString("D6", CultureInfo.InvariantCulture);
            var isTaken = _taken.TryGetValue((partition, slot), out var until) && now < until;
            var ends = isTaken ? until : expires;
            if (await documents.CreateAsync(partition, slot, ReadOnlyMemory<byte>.Empty, ends, cancellationToken) is null)
            {
                continue;
            }

            if (!isTaken)
            {
                Keep(partition, slot, now, expires);
                return new Verdict.Allow();
            }

            await faults.ReportAsync(partition, slot, RecordFaults.Missing, cancellationToken);
        }

        return new Verdict.Block([Reason]);
    }

    private void Keep(string partition, string slot, DateTimeOffset now, DateTimeOffset expires)
    {
        if (_taken.Count >= MostKept)
        {
            foreach (var (over, until) in _taken)
            {
                if (until <= now)
                {
                    _taken.TryRemove(over, out _);
                }
            }
        }

        if (_taken.Count < MostKept)
        {
            _taken[(partition, slot)] = expires;
        }
    }

    /// <summary>Instances that look from different places do not all try the same slots.</summary>
    private int Start(int count)
    {
        Span<byte> random = stackalloc byte[4];
        entropy.Fill(random);
        return (int)(BitConverter.ToUInt32(random) % (uint)count);
    }
}
