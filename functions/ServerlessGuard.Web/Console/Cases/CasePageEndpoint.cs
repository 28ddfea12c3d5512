using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>
/// One case. Opening the page reads the content, which writes an entry; a live update shows the state only and reads no content.
/// </summary>
internal sealed class CasePageEndpoint(ConsoleParts parts, CaseWorkflow desk, CasePages pages) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/cases/{id}";

    protected override IReadOnlyList<string> Roles => QueueEndpoint.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("id");
        if (!CaseUrls.IsId(id) || await desk.FindAsync(id, cancellationToken) is not { } found)
        {
            return new ConsoleResponse.Refusal(404, "There is no such case.");
        }

        return ConsoleWriter.IsLiveUpdate(request.Http.Request)
            ? pages.StateOnly(request, found)
            : await pages.WholeAsync(request, found, null, cancellationToken);
    }
}
