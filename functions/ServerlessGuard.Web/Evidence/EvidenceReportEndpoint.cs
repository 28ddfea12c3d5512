using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Evidence;

/// <summary>
/// <c>/guard/evidence</c>: GET redirects to the report of the newest pack and makes a pack when there is none; POST makes a new one. Role
/// auditor.
/// </summary>
internal sealed class EvidenceReportEndpoint(EvidencePackBuilder maker, EvidenceStore store) : GuardEndpoint
{
    private static readonly SemaphoreSlim One = new(1, 1);

    public override string Route => "/guard/evidence";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var asked = HttpMethods.IsPost(request.Http.Request.Method);
        if (asked || await store.NewestAsync(cancellationToken) is null)
        {
            try
            {
                await BuildAsync(request.Caller!.Principal, asked, cancellationToken);
            }
            catch (EvidenceFailedException)
            {
                // The message names files of the host.
                await ErrorResponse.WriteAsync(
                    request.Http,
                    new GuardError(503, "evidence_unavailable", "The guard cannot write a pack, because the controls are not valid."),
                    cancellationToken);
                return;
            }
        }

        request.Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        request.Http.Response.Headers.Location = "/guard/evidence/" + PackNames.Report;
    }

    /// <summary>Makes one pack at a time; a request that waited for another's first pack takes that one.</summary>
    private async Task BuildAsync(string actor, bool asked, CancellationToken cancellationToken)
    {
        await One.WaitAsync(cancellationToken);
        try
        {
            if (asked || await store.NewestAsync(cancellationToken) is null)
            {
                var made = await maker.BuildAsync(cancellationToken);
                await store.SaveAsync(made, cancellationToken);
                await maker.RecordAsync(made, actor, cancellationToken);
            }
        }
        finally
        {
            One.Release();
        }
    }
}
