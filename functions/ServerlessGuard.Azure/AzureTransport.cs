using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace ServerlessGuard.Azure;

public static class AzureTransport
{
    /// <summary>
    /// Clients go over the host's own <see cref="HttpPipelineTransport"/> where it registered one: no call leaves past it.
    /// </summary>
    public static T Over<T>(this T options, IServiceProvider provider)
        where T : ClientOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        if (provider.GetService<HttpPipelineTransport>() is { } transport)
        {
            options.Transport = transport;
        }

        return options;
    }
}
