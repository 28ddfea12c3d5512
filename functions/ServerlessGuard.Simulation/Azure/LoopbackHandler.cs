using ServerlessGuard.Azure.Simulation;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>Takes every https request to the simulation, whatever host it is for. The host goes along as a header.</summary>
internal sealed class LoopbackHandler(Uri target) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    public const string HostHeader = AzureSimulationServiceCollectionExtensions.HostHeader;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        if (asked.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"Azure is called over https only, and {asked.Host} was called over {asked.Scheme}.");
        }

        request.Headers.Add(HostHeader, asked.Host);
        request.RequestUri = new Uri(target, asked.PathAndQuery);
        request.Headers.Host = null;
        return base.SendAsync(request, cancellationToken);
    }
}
