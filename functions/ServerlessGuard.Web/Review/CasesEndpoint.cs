using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>Lists cases by keyset. A page may hold fewer than <c>limit</c>; <c>next</c> is present when there are more.</summary>
internal sealed class CasesEndpoint(CaseWorkflow desk) : GuardEndpoint
{
    public override string Route => "/guard/cases";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var (query, error) = CaseQuery.Read(request.Http.Request.Query);
        if (query is null)
        {
            await ErrorResponse.WriteAsync(request.Http, error!, cancellationToken);
            return;
        }

        var page = await desk.ListAsync(query.Filter, query.After, query.Limit, cancellationToken);
        var view = new CasePageView([.. page.Cases.Select(static one => CaseView.Of(one, whole: false))], page.Next);
        await CaseResponse.WriteAsync(request.Http, view, CaseApiJson.Default.CasePageView, cancellationToken);
    }
}
