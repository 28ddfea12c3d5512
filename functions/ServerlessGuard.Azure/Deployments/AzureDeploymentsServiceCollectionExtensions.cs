using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Watch;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Azure.Deployments;

public static class AzureDeploymentsServiceCollectionExtensions
{
    /// <summary>Deployments on Azure OpenAI and Azure ML. The host adds <see cref="TokenCredential"/>.</summary>
    public static IServiceCollection AddAzureDeployments(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new ArmOptions().Over(provider));
        services.TryAddSingleton<ArmConnection>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeploymentPlatform, AzureOpenAIDeployments>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeploymentPlatform, AzureMachineLearningDeployments>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDiagnosticSettings, ArmDiagnosticSettings>());
        return services;
    }
}
