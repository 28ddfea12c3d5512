using Microsoft.Extensions.Options;

namespace ServerlessGuard.Core.Gateway;

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
