using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>The form that finds an interaction by its id.</summary>
internal sealed class TraceSearchEndpoint(ConsoleParts parts) : ConsoleEndpoint(parts)
{
    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("interactions");

    public override string Route => "/console/interactions";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override Task<ConsoleResponse> AnswerAsync(
        ConsoleRequest request, CancellationToken cancellationToken) => Task.FromResult<ConsoleResponse>(
        request.Query("id")?.Trim() is { Length: > 0 } id and not ("." or "..")
            ? new ConsoleResponse.Redirect(ConsoleUrl.Of("interactions", id))
            : new ConsoleResponse.Page("Interactions", $"""
                <div class="title"><h1>Interactions</h1></div>
                <p class="lead">Every answer names its interaction in the header <code>Guard-Interaction</code>. The audit log holds its trace.</p>
                <form class="search" method="get" action="/console/interactions">
                <label for="id">Interaction</label>
                <input id="id" name="id" required maxlength="128" autocomplete="off" spellcheck="false" placeholder="01M84GTE6218P7D36VYZ0ZZNVM">
                <button class="primary">Show</button>
                </form>
                """));
}
