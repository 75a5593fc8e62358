// SPDX-License-Identifier: Apache-2.0
// SDL2: window, events, presenting.
#include "lib/sdl.hpp"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <utility>

namespace narrowcast::lib {

struct Window::Inner {
    SDL_Window* window = nullptr;
    SDL_Renderer* sdl_renderer = nullptr;  // only with a graphics processor
    std::array<SDL_Texture*, 3> textures{};
    std::array<std::pair<int, int>, 3> sizes{};
    std::vector<std::uint32_t> shadow;  // when the window's own pixels are in another format
    std::string name;
    int width = 0, height = 0;

    Inner() = default;
    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;
    ~Inner()
    {
        close();
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }

    void close()
    {
        for (SDL_Texture*& texture : textures) {
            if (texture != nullptr) SDL_DestroyTexture(texture);
            texture = nullptr;
        }
        if (sdl_renderer != nullptr) SDL_DestroyRenderer(sdl_renderer);
        if (window != nullptr) SDL_DestroyWindow(window);
        sdl_renderer = nullptr;
        window = nullptr;
    }

    bool create(const WindowOptions& options, Uint32 kind);
    bool create_with_gpu(const WindowOptions& options);
    SDL_Surface* own_surface() const { return SDL_GetWindowSurface(window); }
    bool measure();
};

namespace {

bool is_packed_rgb(const SDL_Surface& surface)
{
    return surface.format->format == SDL_PIXELFORMAT_RGB888 ||
           surface.format->format == SDL_PIXELFORMAT_ARGB8888;
}

// Asking GL costs 100 MB and as many ms where only llvmpipe answers: look for a device first.
bool a_gpu_may_be_here()
{
    std::error_code none;
    const std::string driver = SDL_GetCurrentVideoDriver();
    if (driver == "dummy" || driver == "offscreen") return false;
    return std::filesystem::exists("/dev/dri", none) ||
           std::filesystem::exists("/dev/nvidiactl", none);
}

std::string gl_renderer_name()
{
    using GetString = const unsigned char* (*)(unsigned);
    constexpr unsigned gl_renderer = 0x1f01;
    const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    if (get_string == nullptr || SDL_GL_GetCurrentContext() == nullptr) return {};
    const unsigned char* name = get_string(gl_renderer);
    return name == nullptr ? std::string{} : reinterpret_cast<const char*>(name);
}

SDL_Rect rect(const Region& region) { return {region.x, region.y, region.w, region.h}; }

std::size_t index(Window::Slot slot) { return static_cast<std::size_t>(slot); }

std::vector<WindowEvent> meaning_of(const SDL_Event& event)
{
    if (event.type == SDL_QUIT) return {WindowEvent::quit};
    if (event.type == SDL_KEYDOWN && event.key.repeat == 0) {
        const SDL_Keycode key = event.key.keysym.sym;
        if (key == SDLK_ESCAPE || key == SDLK_q) return {WindowEvent::leave};
        if (key == SDLK_F1) return {WindowEvent::diagnostics};
    }
    if (event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET)
        return {WindowEvent::resized};  // textures are lost: begin anew
    if (event.type != SDL_WINDOWEVENT) return {};
    if (event.window.event == SDL_WINDOWEVENT_EXPOSED) return {WindowEvent::exposed};
    if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) return {WindowEvent::resized};
    return {};
}

}  // namespace

bool draws_on_the_cpu(std::string_view renderer_name)
{
    std::string name{renderer_name};
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 5> pretenders{"llvmpipe", "softpipe", "swiftshader",
                                                         "swrast", "software"};
    return std::any_of(pretenders.begin(), pretenders.end(), [&](std::string_view pretender) {
        return name.find(pretender) != std::string::npos;
    });
}

bool Window::Inner::create(const WindowOptions& options, Uint32 kind)
{
    kind |= SDL_WINDOW_BORDERLESS;
    if (options.fullscreen) kind |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                              options.width, options.height, kind);
    return window != nullptr;
}

bool Window::Inner::create_with_gpu(const WindowOptions& options)
{
    if (!create(options, SDL_WINDOW_OPENGL)) return false;
    sdl_renderer =
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    SDL_RendererInfo info{};
    if (sdl_renderer == nullptr || SDL_GetRendererInfo(sdl_renderer, &info) != 0) return false;
    const std::string gl = gl_renderer_name();
    if ((info.flags & SDL_RENDERER_ACCELERATED) == 0 || gl.empty() || draws_on_the_cpu(gl))
        return false;
    name = std::string{info.name} + " (" + gl + ")";
    return true;
}

bool Window::Inner::measure()
{
    if (sdl_renderer != nullptr)
        return SDL_GetRendererOutputSize(sdl_renderer, &width, &height) == 0;
    const SDL_Surface* surface = own_surface();
    if (surface == nullptr) return false;
    width = surface->w;
    height = surface->h;
    shadow.clear();
    if (!is_packed_rgb(*surface))
        shadow.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    return true;
}

Window::Window(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::open(const WindowOptions& options)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, options.fullscreen ? "1" : "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return fail(Fault::rejected, std::string{"no display can be opened ("} + SDL_GetError() +
                                         "): set DISPLAY, WAYLAND_DISPLAY or SDL_VIDEODRIVER");
    auto inner = std::make_unique<Inner>();
    // SDL would else put even a plain window surface through GL, which may be llvmpipe; kmsdrm has
    // no other way.
    const std::string driver = SDL_GetCurrentVideoDriver();
    if (driver != "KMSDRM") SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    const bool accelerated =
        options.allow_gpu && a_gpu_may_be_here() && inner->create_with_gpu(options);
    if (!accelerated) {
        inner->close();
        inner->name = "software (" + driver + ")";
        if (!inner->create(options, 0))
            return fail(Fault::rejected, std::string{"no window can be opened: "} + SDL_GetError());
    }
    if (!inner->measure())
        return fail(Fault::rejected,
                    std::string{"the window cannot be drawn in: "} + SDL_GetError());
    SDL_ShowCursor(SDL_DISABLE);
    return Window{std::move(inner)};
}

int Window::width() const { return inner_->width; }
int Window::height() const { return inner_->height; }
bool Window::gpu() const { return inner_->sdl_renderer != nullptr; }
const std::string& Window::renderer() const { return inner_->name; }

double Window::frames_per_second() const
{
    constexpr int most = 60;
    SDL_DisplayMode mode{};
    const int display = std::max(0, SDL_GetWindowDisplayIndex(inner_->window));
    if (SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate <= 0) return most;
    return std::min(mode.refresh_rate, most);
}

std::vector<WindowEvent> Window::events()
{
    std::vector<WindowEvent> happened;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0)
        for (const WindowEvent meaning : meaning_of(event))
            happened.push_back(meaning);
    if (std::find(happened.begin(), happened.end(), WindowEvent::resized) != happened.end())
        inner_->measure();
    return happened;
}

Window::Surface Window::surface()
{
    if (!inner_->shadow.empty())
        return {inner_->shadow.data(), static_cast<std::size_t>(inner_->width)};
    SDL_Surface* own = inner_->own_surface();
    if (own == nullptr) return {};
    return {static_cast<std::uint32_t*>(own->pixels),
            static_cast<std::size_t>(own->pitch) / sizeof(std::uint32_t)};
}

void Window::update(std::span<const Region> regions)
{
    std::vector<SDL_Rect> rects;
    rects.reserve(regions.size());
    for (const Region& region : regions)
        rects.push_back(rect(region));
    SDL_Surface* own = inner_->own_surface();
    if (own != nullptr && !inner_->shadow.empty()) {
        const int row = inner_->width * static_cast<int>(sizeof(std::uint32_t));
        SDL_ConvertPixels(inner_->width, inner_->height, SDL_PIXELFORMAT_ARGB8888,
                          inner_->shadow.data(), row, own->format->format, own->pixels, own->pitch);
    }
    SDL_UpdateWindowSurfaceRects(inner_->window, rects.data(), static_cast<int>(rects.size()));
}

void Window::upload(Slot slot, const std::uint32_t* pixels, int width, int height)
{
    SDL_Texture*& texture = inner_->textures[index(slot)];
    if (texture != nullptr && inner_->sizes[index(slot)] != std::pair{width, height}) {
        SDL_DestroyTexture(texture);
        texture = nullptr;
    }
    if (texture == nullptr) {
        texture = SDL_CreateTexture(inner_->sdl_renderer, SDL_PIXELFORMAT_ARGB8888,
                                    SDL_TEXTUREACCESS_STATIC, width, height);
        if (texture == nullptr) return;
        inner_->sizes[index(slot)] = {width, height};
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    }
    SDL_UpdateTexture(texture, nullptr, pixels, width * static_cast<int>(sizeof(std::uint32_t)));
}

void Window::swap_from_and_to()
{
    std::swap(inner_->textures[index(Slot::from)], inner_->textures[index(Slot::to)]);
    std::swap(inner_->sizes[index(Slot::from)], inner_->sizes[index(Slot::to)]);
}

void Window::copy(Slot slot, Region to, std::uint8_t opacity)
{
    SDL_Texture* texture = inner_->textures[index(slot)];
    if (texture == nullptr) return;
    const SDL_Rect target = rect(to);
    SDL_SetTextureAlphaMod(texture, opacity);
    SDL_RenderCopy(inner_->sdl_renderer, texture, nullptr, &target);
}

void Window::fill(Region region, std::uint32_t colour, std::uint8_t opacity)
{
    const SDL_Rect target = rect(region);
    SDL_SetRenderDrawBlendMode(inner_->sdl_renderer, SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(inner_->sdl_renderer, static_cast<Uint8>(colour >> 16),
                           static_cast<Uint8>(colour >> 8), static_cast<Uint8>(colour), opacity);
    SDL_RenderFillRect(inner_->sdl_renderer, &target);
}

void Window::flip() { SDL_RenderPresent(inner_->sdl_renderer); }

std::vector<std::uint32_t> Window::read_back()
{
    const auto width = static_cast<std::size_t>(inner_->width);
    const auto height = static_cast<std::size_t>(inner_->height);
    std::vector<std::uint32_t> pixels(width * height);
    if (gpu()) {
        SDL_RenderReadPixels(inner_->sdl_renderer, nullptr, SDL_PIXELFORMAT_ARGB8888, pixels.data(),
                             static_cast<int>(width * sizeof(std::uint32_t)));
    } else if (const Surface from = surface(); from.pixels != nullptr) {
        for (std::size_t y = 0; y < height; ++y)
            std::copy_n(from.pixels + y * from.stride, width, pixels.data() + y * width);
    }
    for (std::uint32_t& pixel : pixels)
        pixel |= 0xff000000U;
    return pixels;
}

}  // namespace narrowcast::lib
