using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction.Inbox;

public static class InboxServiceCollectionExtensions
{
    /// <summary>Files of the inbox behind the ports; the host adds <see cref="IStagedBlobs"/> and the other ports.</summary>
    public static IServiceCollection AddInboxRedaction(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new InboxOptions());
        services.TryAddSingleton<InboxRedaction>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, BlobCreatedHandler>());
        return services;
    }
}
