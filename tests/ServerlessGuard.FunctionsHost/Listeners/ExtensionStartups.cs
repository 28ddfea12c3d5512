using Microsoft.Azure.WebJobs.Extensions.Http;
using Microsoft.Azure.WebJobs.Hosting;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>The extensions that the app's extensions.json names, beside the two that every host has.</summary>
internal sealed class ExtensionStartups(FunctionApp app) : IWebJobsStartupTypeLocator
{
    /// <summary>For hosts that read functions.metadata by an extension; this one reads it itself.</summary>
    private const string Loader = "Microsoft.Azure.WebJobs.Extensions.FunctionMetadataLoader.";

    public Type[] GetStartupTypes() =>
    [
        typeof(HttpWebJobsStartup),
        .. app.Extensions.Where(static name => !name.StartsWith(Loader, StringComparison.Ordinal)).Select(static name =>
            Type.GetType(name)
                ?? throw new NotSupportedException($"The app wants the host's extension {name}, which the tests' host does not have.")),
    ];
}
