using System.Globalization;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>An entry or its tlog-proof as a file, which an auditor can check offline.</summary>
internal sealed class TraceFileEndpoint(ConsoleParts parts, TraceReader reader) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/interactions/{id}/{what}/{index}";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var what = request.Route("what");
        var trace = (await reader.ReadAsync(request.Route("id"), cancellationToken))?.Trace;
        var step = trace?.Entries.Concat(trace.RelatedEvents)
            .FirstOrDefault(step => step.Proof.Index.ToString(CultureInfo.InvariantCulture) == request.Route("index"));
        return (what, step) switch
        {
            ("entries", { } found) => new ConsoleResponse.Download(found.Bytes, "application/json", $"{found.Proof.Index}.json"),
            ("proofs", { } found) =>
                new ConsoleResponse.Download(found.Proof.ToBytes(), "text/plain; charset=utf-8", $"{found.Proof.Index}.tlog-proof"),
            _ => new ConsoleResponse.Refusal(404, "The interaction has no such entry."),
        };
    }
}
