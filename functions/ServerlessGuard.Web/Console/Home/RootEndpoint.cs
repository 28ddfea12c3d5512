using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>Redirects <c>/console</c>, which people type without its slash.</summary>
internal sealed class RootEndpoint : GuardEndpoint
{
    public override string Route => "/console";

    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        request.Http.Response.StatusCode = 308;
        request.Http.Response.Headers.Location = "/console/";
        return Task.CompletedTask;
    }
}
