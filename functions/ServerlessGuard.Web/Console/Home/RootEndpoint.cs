using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>Redirects <c>/</c> and <c>/console</c>, which people type, to the console.</summary>
internal abstract class ToConsoleEndpoint(string route) : GuardEndpoint
{
    public override string Route { get; } = route;

    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        request.Http.Response.StatusCode = 307;
        request.Http.Response.Headers.Location = "/console/";
        return Task.CompletedTask;
    }
}

internal sealed class RootEndpoint() : ToConsoleEndpoint("/");

internal sealed class ConsoleWithoutSlashEndpoint() : ToConsoleEndpoint("/console");
