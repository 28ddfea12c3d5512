using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>Queue depth, ages, decisions per hour, agreement.</summary>
internal sealed class QueueLoadEndpoint(CaseWorkflow desk) : GuardEndpoint
{
    public override string Route => "/guard/review/load";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Reviewer;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken) =>
        await CaseResponse.WriteAsync(
            request.Http, await desk.LoadAsync(cancellationToken), CaseApiJson.Default.QueueLoad, cancellationToken);
}
