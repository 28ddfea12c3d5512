using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// So many calls of a tool by one application in any period: <c>limit: 10/h</c>. Each call takes one of that many slots
/// until its period is over; a slot is a document that is only ever created and expires, so that any number of instances
/// together never let more through. A call that is refused for another reason may have taken a slot: the stricter side.
/// </summary>
internal sealed class RateLimitRule(IDocumentStore documents, IEntropy entropy, TimeProvider clock) : IToolRule
{
    public const string Reason = "tool.limit";

    /// <summary>Above this many, slots are looked for at random places instead of one after the other.</summary>
    private const int MostTries = 64;

    public async ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        if (request.IsReplay
            || request.Tool is not { Limit: { } limit } tool
            || !request.Application.Tools.Contains(tool.Id, StringComparer.Ordinal))
        {
            return new Verdict.Allow();
        }

        var partition = $"tool-limit-{request.Application.Id}~{tool.Id}";
        var (start, expires) = (Start(limit.Count), clock.GetUtcNow() + limit.Period);
        for (var tried = 0; tried < Math.Min(limit.Count, MostTries); tried++)
        {
            var slot = ((start + tried) % limit.Count).ToString("D6", CultureInfo.InvariantCulture);
            if (await documents.CreateAsync(partition, slot, ReadOnlyMemory<byte>.Empty, expires, cancellationToken) is not null)
            {
                return new Verdict.Allow();
            }
        }

        return new Verdict.Block([Reason]);
    }

    /// <summary>Instances that look from different places do not all try the same slots.</summary>
    private int Start(int count)
    {
        Span<byte> random = stackalloc byte[4];
        entropy.Fill(random);
        return (int)(BitConverter.ToUInt32(random) % (uint)count);
    }
}
